// Both containers, with a changed list of what they are given.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { kit, kitStudy } from '../../images/subjects.mjs';
import { contentOf, mutateJson } from '../../models/mutate-json.mjs';
import { makeOutput } from '../../sandbox.mjs';
import { maskAt, maskFaults, watchFolders } from '../outputs.mjs';
import { faultsOf, lastLine, runProgram } from '../run-program.mjs';

const truth = kitStudy();
const inputs = ['ct', 'pet'].map((slug) => ({
  interface: { slug, kind: 'Image', super_kind: 'Image', relative_path: `images/${slug}` },
}));

/** The algorithm, with inputs.json. */
export async function runContainer(random, folder, { spying, model }) {
  const [input, out] = [join(folder, 'input'), makeOutput(folder)];
  for (const role of ['pet', 'ct']) {
    mkdirSync(join(input, 'images', role), { recursive: true });
    copyFileSync(join(kit, `${role}.mha`), join(input, 'images', role, `${role}-image.mha`));
  }
  const { bytes, how: changed } = mutateJson(JSON.stringify(inputs, null, 2), random);
  writeFileSync(join(input, 'inputs.json'), bytes);
  const folders = watchFolders([input, model], out);
  const env = {
    AUTOPET_INPUT: input,
    AUTOPET_OUTPUT: out,
    AUTOPET_MODEL: model,
    ...spying({ readable: [model], writable: [folder] }),
  };
  const ended = await runProgram('container', [], { env });
  const kind = `container: inputs.json, ${changed.replace(/ at \d+/, '')}`;
  const place = 'images/automated-petct-lesion-segmentation';
  const clicks = 'images/tumor-lesion-segmentation';
  const names = [place, clicks].flatMap((socket) =>
    ['ct-image', 'pet-image'].map((name) => `${socket}/${name}.mha`),
  );
  const findings = [...faultsOf(ended), ...folders.faults(ended.code === 0 ? names : [])];
  const content = contentOf(bytes, { takesBareNumbers: false });
  const isSame = isDeepStrictEqual(content, inputs);
  if (ended.code !== 0) {
    if (isSame) findings.push({ kind: 'needless-refusal', what: lastLine(ended.stderr) });
    return { kind, outcome: 'refused', message: lastLine(ended.stderr), findings };
  }
  if (isSame)
    findings.push(...maskFaults(maskAt(join(out, names[0])), truth.pet, truth.mask.voxels));
  if (content === undefined)
    findings.push({ kind: 'silent-wrong', what: 'inputs.json is no JSON and was taken' });
  return { kind, outcome: 'done', findings };
}

const job = {
  pk: 'job-1',
  status: 'Succeeded',
  inputs: [
    {
      interface: { slug: 'pet', super_kind: 'Image', relative_path: 'images/pet' },
      image: { name: 'case_1.mha' },
    },
  ],
  outputs: [
    {
      interface: {
        slug: 'lesion-segmentation',
        super_kind: 'Image',
        relative_path: 'images/lesion-segmentation',
      },
      image: { name: 'x' },
    },
  ],
};

/** The evaluation, with predictions.json. */
export async function runEvaluation(random, folder, { spying }) {
  const [input, reference, out] = [
    join(folder, 'input'),
    join(folder, 'truth'),
    makeOutput(folder),
  ];
  const masks = join(input, 'job-1', 'output', 'images', 'lesion-segmentation');
  mkdirSync(masks, { recursive: true });
  mkdirSync(reference);
  copyFileSync(join(kit, 'expected.mha'), join(masks, 'mask.mha'));
  copyFileSync(join(kit, 'expected.mha'), join(reference, 'case_1.mha'));
  const { bytes, how: changed } = mutateJson(JSON.stringify([job], null, 2), random);
  writeFileSync(join(input, 'predictions.json'), bytes);
  const env = {
    AUTOPET_INPUT: input,
    AUTOPET_OUTPUT: out,
    AUTOPET_GROUND_TRUTH: reference,
    AUTOPET_WORKERS: '1',
    AUTOPET_BOOTSTRAP: '10',
    ...spying({ writable: [folder] }),
  };
  const folders = watchFolders([input, reference], out);
  const ended = await runProgram('evaluation', [], { env });
  const kind = `evaluation container: predictions.json, ${changed.replace(/ at \d+/, '')}`;
  const findings = [
    ...faultsOf(ended),
    ...folders.faults(ended.code === 0 ? ['metrics.json'] : []),
  ];
  const content = contentOf(bytes, { takesBareNumbers: false });
  const isSame = isDeepStrictEqual(content, [job]);
  if (ended.code !== 0) {
    if (isSame) findings.push({ kind: 'needless-refusal', what: lastLine(ended.stderr) });
    return { kind, outcome: 'refused', message: lastLine(ended.stderr), findings };
  }
  if (content === undefined)
    findings.push({ kind: 'silent-wrong', what: 'predictions.json is no JSON and was taken' });
  const [{ dice, status }] = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8')).results;
  // Its one job's mask is the reference itself; without it the case has the worst score.
  if (dice !== (status === 'scored' ? 1 : 0))
    findings.push({ kind: 'silent-wrong', what: `Dice ${dice} of a case that is ${status}` });
  if (isSame && status !== 'scored')
    findings.push({ kind: 'silent-wrong', what: `the case is ${status}` });
  return { kind, outcome: 'done', findings };
}
