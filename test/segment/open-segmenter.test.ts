import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVolume } from '../../src/image/read/read-volume.js';
import { openSegmenter } from '../../src/segment/open-segmenter.js';
import type { Segmenter } from '../../src/segment/segmenter.js';
import { makeModel } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const study = makeStudy(root);
const expected = Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0));
let segmenter: Segmenter;
let model = '';

beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
  segmenter = await openSegmenter({ model, device: 'cpu', threads: 1 });
});
afterAll(() => segmenter.close());

const options = (output: string) => ({
  pet: study.petPath,
  ct: study.ctPath,
  output: join(root, output),
  tta: 'full' as const,
});

test('study after study, also after one that cannot be used', async () => {
  await segmenter.segment(options('first.mha'));
  const bad = join(root, 'bad.mha');
  writeFileSync(bad, 'no image\n');
  await expect(segmenter.segment({ ...options('bad-out.mha'), pet: bad })).rejects.toThrow(
    /not a MetaImage/,
  );
  await segmenter.segment(options('second.mha'));
  for (const name of ['first.mha', 'second.mha']) {
    expect((await readVolume(join(root, name))).data).toEqual(expected);
  }
});

test('the network is not read again for the next study', async () => {
  const own = await makeModel(join(root, 'own'));
  const warm = await openSegmenter({ model: own, device: 'cpu', threads: 1 });
  await warm.segment(options('before.mha'));
  // The report still sums the weights, so the file stays; what is in it is no network any more.
  writeFileSync(join(own, 'fold_0', 'checkpoint_final.onnx'), 'no network');
  await warm.segment(options('after.mha'));
  expect((await readVolume(join(root, 'after.mha'))).data).toEqual(expected);
  await warm.close();
});

test('a model that cannot be loaded is told when it is opened', async () => {
  const own = await makeModel(join(root, 'gone'));
  rmSync(join(own, 'fold_0'), { recursive: true });
  await expect(openSegmenter({ model: own, device: 'cpu', threads: 1 })).rejects.toThrow(
    /holds no weights/,
  );
});

test('a study that was announced has the mask and the report of any other', async () => {
  const announced = { ...options('announced.mha'), report: join(root, 'announced.json') };
  let asked = 0;
  await segmenter.segment(options('earlier.mha'), async () => {
    asked += 1;
    return announced;
  });
  const { lesions } = await segmenter.segment(announced);
  expect(asked).toBe(1);
  expect(lesions.count).toBe(1);
  expect((await readVolume(join(root, 'announced.mha'))).data).toEqual(expected);
  const limited = { ...options('limited.mha'), timeLimit: 1000 };
  await segmenter.segment(limited, async () => {
    asked += 1;
    return announced;
  });
  expect(asked).toBe(1);
});
