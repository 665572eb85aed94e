import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paintStudy } from './paint-study.mjs';
import { writePointwiseModel } from './pointwise-model.mjs';

const kits = fileURLToPath(new URL('../../shared/parity/', import.meta.url));

/**
 * What is measured. `prepare` makes study and model in a scratch folder; `ours` are options of
 * `segment`, `peer` flags of peers/nnunet.py that ask for the same.
 */
export const cases = {
  'kit-plain': kit('plain'),
  'kit-resenc': kit('resenc'),
  'network-30M': {
    what: '31 M parameters (PlainConvUNet, 32 to 320 features), patch 64×96×96, one tile, all 8 mirrors',
    prepare: (scratch, runPython) => randomNetwork(scratch, runPython),
    ours: { tta: 'full' },
    peer: [],
  },
  'outside-326': {
    what: '400×400×326 voxels, brought to 4 mm and back; everything but the network',
    prepare: async (scratch) => ({
      ...(await paintStudy(join(scratch, 'study-326'), 326)),
      model: await writePointwiseModel(join(scratch, 'pointwise')),
    }),
    ours: { tta: 'none' },
    peer: ['--outside-only'],
    isOutsideOnly: true,
  },
};

function kit(name) {
  const folder = join(kits, name);
  return {
    what: `parity kit "${name}", all mirrors, all folds`,
    prepare: async () => {
      if (!existsSync(folder)) return null;
      const [pet, ct] = ['pet.mha', 'ct.mha'].map((file) => join(folder, file));
      return { pet, ct, model: join(folder, 'model') };
    },
    ours: { tta: 'full' },
    peer: [],
  };
}

async function randomNetwork(scratch, runPython) {
  const model = join(scratch, 'network-30M');
  if (!existsSync(join(model, 'fold_0'))) {
    const script = fileURLToPath(new URL('peers/make_model.py', import.meta.url));
    await runPython([script, model, '64,96,96', '32,64,128,256,320,320', '15,15,15']);
  }
  return { ...(await paintStudy(join(scratch, 'study-64'), 64, 96)), model };
}
