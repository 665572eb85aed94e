// What is killed: commands with all that they write, and what each of it is once they are done.

import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kit, kitStudy } from '../images/subjects.mjs';
import { maskAt } from './outputs.mjs';

const { mask: expected } = kitStudy();
const network = [
  '--model',
  join(kit, 'model'),
  '--device',
  'cpu',
  '--tta',
  'full',
  '--threads',
  '1',
];
const study = ['--pet', join(kit, 'pet.mha'), '--ct', join(kit, 'ct.mha')];

/** Whether a file is what a whole run leaves. */
const whole = {
  mask(path) {
    const found = maskAt(path);
    return found.why === undefined && found.voxels.every((v, i) => v === expected.voxels[i]);
  },
  image: (path) => maskAt(path).why === undefined,
  json: (path) => typeof JSON.parse(readFileSync(path, 'utf8')) === 'object',
  table: (path) => /^[^\n]+\n([^\n]+\n)+$/.test(readFileSync(path, 'utf8').replaceAll('\r', '')),
  page: (path) => /<\/html>\s*$/.test(readFileSync(path, 'utf8')),
  model(folder) {
    const { sha256 } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
    return Object.entries(sha256).every(
      ([name, sum]) =>
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex') === sum,
    );
  },
};

/**
 * The scenarios; each is given a folder of its own.
 *
 * @returns `program`, `args`, `env`, `out` (the folder that is written) and `outputs`, by name in it how to tell that
 *   one is whole
 */
export const scenarios = {
  segment(folder) {
    const out = join(folder, 'out');
    const outputs = { 'mask.mha': whole.mask, 'report.json': whole.json };
    const args = [
      'segment',
      ...study,
      ...network,
      '--output',
      join(out, 'mask.mha'),
      '--report',
      join(out, 'report.json'),
    ];
    return { program: 'autopet', args, out, outputs };
  },
  'segment with probabilities'(folder) {
    const out = join(folder, 'out');
    const outputs = { 'mask.nii.gz': whole.mask, 'probability.nrrd': whole.image };
    const args = [
      'segment',
      ...study,
      ...network,
      '--output',
      join(out, 'mask.nii.gz'),
      '--probabilities',
      join(out, 'probability.nrrd'),
    ];
    return { program: 'autopet', args, out, outputs };
  },
  'segment-folder'(folder) {
    const [studies, out] = [join(folder, 'studies'), join(folder, 'out')];
    for (const name of ['a', 'b']) {
      mkdirSync(join(studies, name), { recursive: true });
      copyFileSync(join(kit, 'pet.mha'), join(studies, name, 'SUV.mha'));
      copyFileSync(join(kit, 'ct.mha'), join(studies, name, 'CTres.mha'));
    }
    const args = [
      'segment-folder',
      '--studies',
      studies,
      '--pet',
      'SUV.mha',
      '--ct',
      'CTres.mha',
      '--output',
      out,
      ...network,
    ];
    return { program: 'autopet', args, out, outputs: null };
  },
  import(folder) {
    const out = join(folder, 'out');
    return {
      program: 'autopet',
      args: ['import', join(kit, 'model'), join(out, 'model')],
      out,
      outputs: { model: whole.model },
    };
  },
  evaluate(folder) {
    const [masks, out] = [join(folder, 'masks'), join(folder, 'out')];
    mkdirSync(masks, { recursive: true });
    for (const name of ['a', 'b', 'c'])
      copyFileSync(join(kit, 'expected.mha'), join(masks, `${name}.mha`));
    const outputs = {
      'metrics.json': whole.json,
      'cases.csv': whole.table,
      'report.html': whole.page,
    };
    const args = [
      'evaluate',
      '--predictions',
      masks,
      '--references',
      masks,
      '--bootstrap',
      '50',
      '--output',
      join(out, 'metrics.json'),
      '--csv',
      join(out, 'cases.csv'),
      '--report',
      join(out, 'report.html'),
    ];
    return { program: 'autopet', args, out, outputs };
  },
  container(folder) {
    const [input, out] = [join(folder, 'input'), join(folder, 'out')];
    for (const role of ['pet', 'ct']) {
      mkdirSync(join(input, 'images', role), { recursive: true });
      copyFileSync(join(kit, `${role}.mha`), join(input, 'images', role, `${role}-image.mha`));
    }
    const env = { AUTOPET_INPUT: input, AUTOPET_OUTPUT: out, AUTOPET_MODEL: join(kit, 'model') };
    return {
      program: 'container',
      args: [],
      env,
      out,
      outputs: { 'images/automated-petct-lesion-segmentation/ct-image.mha': whole.mask },
    };
  },
};

/** Of a folder of studies: every file by its ending. */
export function kindOf(name) {
  if (/\.mha$/.test(name)) return whole.mask;
  return /\.json$/.test(name) ? whole.json : whole.table;
}

/** All files below a folder that are not hidden, and those that are. */
export function filesIn(folder) {
  if (!existsSync(folder)) return { shown: [], hidden: [] };
  const names = readdirSync(folder, { recursive: true }).map(String);
  const isHidden = (name) => name.split('/').some((part) => part.startsWith('.autopet-'));
  return { shown: names.filter((name) => !isHidden(name)), hidden: names.filter(isHidden) };
}
