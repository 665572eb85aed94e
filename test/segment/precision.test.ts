import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVolume } from '../../src/image/read/read-volume.js';
import { exportOnnx } from '../../src/nnunet/onnx/export-onnx.js';
import { segment } from '../../src/segment/segment.js';
import { makeModel } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { twoConvolutions } from '../support/two-convolutions.js';

const root = temporaryFolder();
const { pet, petPath, ctPath } = makeStudy(root);
const lesion = Uint8Array.from(pet.data, (suv) => (suv > 4 ? 1 : 0));

/** Segments with a network whose logit is SUV - 4, and whose activation on the way there is a multiple of the SUV. */
async function run(name: string, factor: number, precision: 'auto' | 'float16') {
  const model = await makeModel(join(root, name));
  const network = twoConvolutions([0, factor], 1 / factor, -4, [8, 8, 8]);
  writeFileSync(join(model, 'fold_0', 'checkpoint_final.onnx'), await exportOnnx(network));
  const [output, report] = [join(root, `${name}.mha`), join(root, `${name}.json`)];
  const probabilities = join(root, `${name}-probability.mha`);
  const { log, warnings } = recordLog();
  const files = { pet: petPath, ct: ctPath, output, report, probabilities };
  const options = { model, device: 'cpu', tta: 'full', threads: 1, precision } as const;
  const result = await segment({ ...files, ...options, log });
  const written = JSON.parse(readFileSync(report, 'utf8'));
  expect(written.precision).toBe(result.precision);
  expect((await readVolume(output)).data).toEqual(lesion);
  const { data } = await readVolume(probabilities);
  // Of the logits' warnings alone: the study itself is too small to be a whole body.
  const told = warnings.filter((line) => /float16/.test(line));
  return { precision: result.precision, told, probability: data };
}

test('a network that float16 is too small for runs in float32, with a warning', async () => {
  const inHalf = await run('large', 1e5, 'float16');
  expect(inHalf.precision).toBe('float32');
  expect(inHalf.told).toEqual([
    'Fold 0 gave NaN or infinity in float16; starting again with that fold in float32',
  ]);
  const { probability, precision } = await run('large', 1e5, 'auto');
  expect(precision).toBe('float32');
  expect(inHalf.probability).toEqual(probability);
});

test('another runs in float16, and what is lost is the rounding', async () => {
  const inHalf = await run('small', 1 / 3, 'float16');
  expect(inHalf).toMatchObject({ precision: 'float16', told: [] });
  const { probability } = await run('small', 1 / 3, 'auto');
  const differences = probability.map((value, i) => Math.abs(value - inHalf.probability[i]!));
  expect(Math.max(...differences)).toBeGreaterThan(0);
  // Three roundings of half a bit each, of logits from -4 to 5.
  expect(Math.max(...differences)).toBeLessThan(1e-3);
});
