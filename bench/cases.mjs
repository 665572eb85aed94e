import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paintStudy } from './paint-study.mjs';
import { writePointwiseModel } from './pointwise-model.mjs';

const kits = fileURLToPath(new URL('../../shared/parity/', import.meta.url));

/**
 * What is measured. `prepare` makes study and model in a scratch folder; `ours` are options of
 * `segment`, `peer` flags of peers/nnunet.py that ask for the same. `window` has MONAI's sliding
 * window run too; `faithful` are options of a further run whose mask ours is compared to.
 */
export const cases = {
  'kit-plain': kit('plain'),
  'kit-resenc': kit('resenc'),
  'network-0.5M': network('0.5M', '4,8,16,32,40,40'),
  'network-8M': network('8M', '16,32,64,128,160,160'),
  'network-30M': network('30M', '32,64,128,256,320,320'),
  'whole-body': {
    what: '400×400×326 voxels, the bundled weights: `--tta auto` on a CPU (tiles over the body) against nnU-Net; neither mirrors',
    prepare: async (scratch) => {
      const model = fileURLToPath(new URL('../training/work/nnunet', import.meta.url));
      if (!existsSync(model)) throw new Error('it needs the folder of training/export_model.py');
      return { ...(await paintStudy(join(scratch, 'study-326'), 326)), model };
    },
    ours: { tta: 'auto' },
    peer: ['--no-mirroring'],
    faithful: { tta: 'full' },
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
  'outside-661': {
    what: '400×400×661 voxels, brought to 4 mm and back; everything but the network',
    prepare: async (scratch) => ({
      ...(await paintStudy(join(scratch, 'study-661'), 661)),
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

/** A network of random weights over two tiles. */
function network(name, features) {
  return {
    what: `about ${name} parameters (PlainConvUNet, ${features.replaceAll(',', ', ')} features), patch 64×96×96, two tiles, all 8 mirrors`,
    prepare: async (scratch, runPython) => {
      const model = join(scratch, `network-${name}`);
      if (!existsSync(join(model, 'fold_0'))) {
        const script = fileURLToPath(new URL('peers/make_model.py', import.meta.url));
        await runPython([script, model, '64,96,96', features, '15,15,15']);
      }
      return { ...(await paintStudy(join(scratch, 'study-64'), 64, 96)), model };
    },
    ours: { tta: 'full' },
    peer: [],
    window: true,
  };
}
