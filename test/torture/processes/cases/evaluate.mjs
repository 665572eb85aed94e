// `evaluate` with a changed mask, or a changed table of groups.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apart } from '../../images/geometry.mjs';
import { makeImage } from '../../images/make-study.mjs';
import { mutateBytes } from '../../images/mutate-bytes.mjs';
import { kit, kitStudy } from '../../images/subjects.mjs';
import { asStored, formats } from '../../images/write-image.mjs';
import { textOf } from '../../models/mutate-json.mjs';
import { makeOutput, writeFiles } from '../../sandbox.mjs';
import { watchFolders } from '../outputs.mjs';
import { faultsOf, lastLine, runProgram } from '../run-program.mjs';

const truth = kitStudy();

/** A mask; its Dice is counted here once more. */
export async function evaluateMasks(random, folder, { sandbox, spying }) {
  const format = random.pick(Object.keys(formats));
  const prediction = makeImage(
    random,
    { ...truth.mask, voxels: nudged(truth.mask, random) },
    'mask',
    true,
    sandbox.bait,
  );
  const reference = formats[format].write(asStored(truth.mask, 'uint8'), {
    ...formats[format].layout(random),
    isDetached: false,
  });
  const [predictions, references] = [join(folder, 'predictions'), join(folder, 'references')];
  writeFiles(predictions, renamed(prediction.files, 'case_1'));
  writeFiles(references, renamed(reference, 'case_1'));
  const out = makeOutput(folder);
  const folders = watchFolders([predictions, references], out);
  const metrics = join(out, 'metrics.json');
  const args = [
    'evaluate',
    '--predictions',
    predictions,
    '--references',
    references,
    '--output',
    metrics,
    '--csv',
    join(out, 'cases.csv'),
    '--bootstrap',
    '10',
    '--workers',
    '1',
  ];
  const ended = await runProgram('autopet', args, { env: spying({ writable: [folder] }) });
  const kind = `evaluate: ${prediction.format}, ${prediction.claim}, ${prediction.how.replace(/ at \d+/, '')}`;
  const findings = [
    ...faultsOf(ended),
    ...folders.faults(ended.code === 0 ? ['metrics.json', 'cases.csv'] : []),
  ];
  const { claim, truth: meant } = prediction;
  const isUsable =
    claim !== 'refuse' &&
    meant.why === undefined &&
    meant.voxels.every((v) => v === 0 || v === 1) &&
    apart(truth.mask, meant) < 0.005;
  if (ended.code !== 0) {
    // A mask in two files is none that evaluate takes.
    const isDetached = prediction.files.length > 1;
    if (isUsable && claim !== 'either' && !isDetached)
      findings.push({ kind: 'needless-refusal', what: lastLine(ended.stderr) });
    return { kind, outcome: 'refused', message: lastLine(ended.stderr), findings };
  }
  const isFar =
    claim === 'refuse' ||
    meant.why !== undefined ||
    !(apart(truth.mask, meant) < 0.05) ||
    meant.voxels.some((v) => v !== 0 && v !== 1);
  if (isFar)
    findings.push({
      kind: 'silent-wrong',
      what: `scored, though ${meant?.why ?? 'no such mask may be'}`,
    });
  else if (isUsable) {
    const found = JSON.parse(readFileSync(metrics, 'utf8')).results[0].dice;
    const expected = diceOf(meant.voxels, truth.mask.voxels);
    if (!(Math.abs(found - expected) < 1e-9))
      findings.push({ kind: 'silent-wrong', what: `Dice ${found}, not ${expected}` });
  }
  return { kind, outcome: 'done', findings };
}

function nudged({ voxels }, random) {
  const copy = Float64Array.from(voxels);
  for (let i = 0; i < 40; i++) copy[random.int(copy.length)] = 1;
  return copy;
}

function diceOf(a, b) {
  let [both, all] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    both += a[i] * b[i];
    all += a[i] + b[i];
  }
  return (2 * both) / all;
}

const renamed = (files, name) =>
  files.map(([file, bytes], i) => [i === 0 ? file.replace(/^image/, name) : file, bytes]);

/** A table; a case must count for the group that its line names. */
export async function evaluateGroups(random, folder, { spying }) {
  const [masks, out] = [join(folder, 'masks'), makeOutput(folder)];
  mkdirSync(masks);
  for (const name of ['case_1', 'case_2'])
    copyFileSync(join(kit, 'expected.mha'), join(masks, `${name}.mha`));
  const before = Buffer.from('case,group\ncase_1,lung\ncase_2,negative\n');
  const { bytes, how: changed } = mutateBytes(before, random, { textLength: before.length });
  writeFileSync(join(folder, 'groups.csv'), bytes);
  const metrics = join(out, 'metrics.json');
  const args = [
    'evaluate',
    '--predictions',
    masks,
    '--references',
    masks,
    '--output',
    metrics,
    '--subsets',
    join(folder, 'groups.csv'),
    '--bootstrap',
    '10',
    '--workers',
    '1',
  ];
  const ended = await runProgram('autopet', args, { env: spying({ writable: [folder] }) });
  const kind = `evaluate: csv, ${changed.replace(/ at \d+/, '')}`;
  const findings = faultsOf(ended);
  if (ended.code !== 0) {
    if (bytes.equals(before))
      findings.push({ kind: 'needless-refusal', what: lastLine(ended.stderr) });
    return { kind, outcome: 'refused', message: lastLine(ended.stderr), findings };
  }
  const { results } = JSON.parse(readFileSync(metrics, 'utf8'));
  const lines = textOf(bytes).split(/\r\n|\n|\r/);
  for (const { case: name, subset, dice } of results) {
    if (dice !== 1)
      findings.push({ kind: 'silent-wrong', what: `Dice ${dice} of a mask with itself` });
    const isSaid = lines.some(
      (line) => line.includes(name) && line.replaceAll('""', '"').includes(subset.trim()),
    );
    if (!isSaid && !subset.includes('\n'))
      findings.push({ kind: 'silent-wrong', what: `${name} counts as ${JSON.stringify(subset)}` });
  }
  return { kind, outcome: 'done', findings };
}
