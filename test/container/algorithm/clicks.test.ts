import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runContainer } from '../../../src/container/algorithm/run-container.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { importModel } from '../../../src/nnunet/import-model.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const kits = fileURLToPath(new URL('../../parity/click-kits/', import.meta.url));
const root = temporaryFolder();
let made = 0;

/** One call of the platform, which gives the files new names each time. */
async function call(kit: string, model: string, set: string, output: string) {
  const input = join(root, `input${made++}`);
  for (const kind of ['pet', 'ct']) {
    mkdirSync(join(input, 'images', kind), { recursive: true });
    copyFileSync(join(kit, `${kind}.mha`), join(input, 'images', kind, `${kind}-${made}.mha`));
  }
  copyFileSync(join(kit, set, 'clicks.json'), join(input, 'lesion-clicks.json'));
  const environment = { AUTOPET_INPUT: input, AUTOPET_OUTPUT: output, AUTOPET_MODEL: model };
  const { log, warnings } = recordLog();
  await runContainer(environment, log, () => undefined);
  const folder = join(output, 'images/tumor-lesion-segmentation');
  const mask = await readVolume(join(folder, `ct-${made}.mha`));
  const expected = await readVolume(join(kit, set, 'expected.mha'));
  return { mask: Buffer.from(mask.data), expected: Buffer.from(expected.data), warnings };
}

test("nnU-Net's mask comes out, iteration by iteration, each shown the one before", async () => {
  const kit = join(kits, 'cones');
  const output = join(root, 'cones');
  for (const set of ['none', 'one', 'fifty']) {
    // What came before the last set is that of `one` here, of `seven` in the kit.
    const { mask, expected } = await call(kit, join(kit, 'model'), set, output);
    if (set !== 'fifty') expect(mask.equals(expected)).toBe(true);
  }
  expect(readdirSync(join(output, 'state'))).toHaveLength(1);
});

test('an imported model takes clicks as its source does', async () => {
  const kit = join(kits, 'balls');
  const target = join(root, 'imported');
  const { log } = recordLog();
  await importModel({
    ...{ source: join(kit, 'model'), target, folds: 'auto', configuration: null, log },
    ...{ checkpoint: 'checkpoint_final.pth', half: false },
  });
  const { mask, expected } = await call(kit, target, 'seven', join(root, 'balls'));
  expect(mask.equals(expected)).toBe(true);
});
