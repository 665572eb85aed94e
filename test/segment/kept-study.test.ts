import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepStudy } from '../../src/segment/kept-study.js';
import { openSegmenter } from '../../src/segment/open-segmenter.js';
import { nothingSaid } from '../support/nothing-said.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const kits = fileURLToPath(new URL('../parity/click-kits/', import.meta.url));
const root = temporaryFolder();

test('a study is known by its bytes, whatever its files are called', async () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  const study = (pet: string, ct: string | null) => ({ ...nothingSaid, pet, ct });
  const keeper = keepStudy();
  const first = await keeper.of(study(file('a', 'pet'), file('b', 'ct')));
  expect(await keeper.of(study(file('c', 'pet'), file('d', 'ct')))).toBe(first);
  const other = await keeper.of(study(file('c', 'pet'), null));
  expect(other).not.toBe(first);
  expect(await keeper.of({ ...study(join(root, 'c'), null), petUnit: 'bqml' })).not.toBe(other);
  // What cannot be read is never the same.
  const gone = await keeper.of(study(join(root, 'gone'), null));
  expect(await keeper.of(study(join(root, 'gone'), null))).not.toBe(gone);
});

test('of a study that is kept the masks are the same', async () => {
  const kit = join(kits, 'impulses');
  const open = () => openSegmenter({ model: join(kit, 'model'), device: 'cpu' });
  const [segmenter, other] = [await open(), await open()];
  try {
    // Clicks beside the crop widen it, and fewer of them make it small again.
    for (const [i, set] of ['one', 'seven', 'one'].entries()) {
      const [pet, ct] = ['pet', 'ct'].map((kind) => join(root, `${kind}-${i}.mha`));
      copyFileSync(join(kit, 'pet.mha'), pet!);
      copyFileSync(join(kit, 'ct.mha'), ct!);
      const study = { pet: pet!, ct: ct!, clicks: join(kit, set, 'clicks.json') };
      const [output, alone] = [join(root, 'kept.mha'), join(root, 'alone.mha')];
      await segmenter.segment({ ...study, tta: 'none', output });
      // What is said otherwise makes it another study each time, of which nothing is kept.
      await other.segment({
        ...study,
        tta: 'none',
        petUnit: i === 1 ? 'suv' : null,
        output: alone,
      });
      expect(readFileSync(output).equals(readFileSync(alone))).toBe(true);
    }
  } finally {
    await segmenter.close();
    await other.close();
  }
});
