// Cases of the command line and of the containers: what is started, and what must come of it.
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { openSegmenter } from '../../../dist/index.js';
import { apart } from '../images/geometry.mjs';
import { makeImage, makeStudy } from '../images/make-study.mjs';
import { mutateBytes } from '../images/mutate-bytes.mjs';
import { kit, kitStudy } from '../images/subjects.mjs';
import { asStored, formats, writePlain } from '../images/write-image.mjs';
import { makeModel } from '../models/check-model.mjs';
import { contentOf, mutateJson } from '../models/mutate-json.mjs';
import { writeFiles } from '../sandbox.mjs';
import { maskAt, maskFaults, watchFolders } from './outputs.mjs';
import { faultsOf, lastLine, runProgram } from './run-program.mjs';

const kits = fileURLToPath(new URL('../../parity/kits/', import.meta.url));
const truth = kitStudy();
const how = ['--device', 'cpu', '--tta', 'full', '--threads', '1'];
const earlier = Buffer.from('what was here before');

/** Opens what the cases share: a warm model of the kit, for the masks of what changed inputs mean. */
export async function openCases(sandbox, spying) {
  const model = join(sandbox.root, 'model');
  cpSync(join(kit, 'model'), model, { recursive: true });
  const segmenter = await openSegmenter({ model, device: 'cpu', threads: 1 });
  const shared = { sandbox, spying, model, segmenter };
  const kinds = [
    [45, segmentStudy],
    [14, segmentModel],
    [14, segmentCheckpoint],
    [12, evaluateMasks],
    [5, evaluateGroups],
    [6, runContainer],
    [4, runEvaluation],
  ];
  const total = kinds.reduce((sum, [share]) => sum + share, 0);
  return {
    close: () => segmenter.close(),
    run(random, folder) {
      let at = random.next() * total;
      const [, kind] = kinds.find(([share]) => {
        at -= share;
        return at < 0;
      });
      return kind(random, folder, shared);
    },
  };
}

async function segmentStudy(random, folder, { sandbox, spying, model, segmenter }) {
  const study = makeStudy(random, { bait: sandbox.bait, subject: 'kit', keepsGrid: true });
  const changed = study.pet.how === 'as it is' ? study.ct : study.pet;
  const isLinked = random.chance(0.1);
  const pet = writeFiles(join(folder, 'pet'), study.pet.files, { isLinked });
  const ct = writeFiles(join(folder, 'ct'), study.ct.files);
  const out = makeOutput(folder);
  const name = `mask${random.pick(['.mha', '.mha', '.nii.gz', '.nrrd'])}`;
  const mask = join(out, name);
  const hasEarlier = random.chance(0.3);
  if (hasEarlier) writeFileSync(mask, earlier);
  const folders = watchFolders([join(folder, 'pet'), join(folder, 'ct'), model], out);
  const args = [
    'segment',
    '--pet',
    pet,
    '--ct',
    ct,
    '--model',
    model,
    '--output',
    mask,
    '--report',
    join(out, 'report.json'),
    ...how,
  ];
  const ended = await runProgram('autopet', args, {
    env: spying({ readable: [model], writable: [folder] }),
  });
  const findings = [
    ...faultsOf(ended),
    ...folders.faults([name, ...(ended.code === 0 ? ['report.json'] : [])]),
  ];
  const kind = `segment: ${changed.format}, ${changed.claim}, ${changed.how.replace(/ at \d+/, '')}`;
  const unreadable = [study.pet, study.ct].find(
    (image) => image.truth?.why !== undefined || image.claim === 'refuse',
  );
  if (ended.code !== 0) {
    if (hasEarlier && !earlierIsThere(mask))
      findings.push({ kind: 'lost', what: 'the earlier mask is gone' });
    if (ended.code > 2 && ended.code < 5)
      findings.push({ kind: 'wrong-class', what: `${ended.code}: ${lastLine(ended.stderr)}` });
    if (unreadable === undefined && changed.claim !== 'either') {
      const meant = await meantBy(study, folder, segmenter);
      if (meant.refused === undefined)
        findings.push({ kind: 'needless-refusal', what: lastLine(ended.stderr) });
    }
    return { kind, outcome: 'refused', message: lastLine(ended.stderr), findings };
  }
  if (unreadable !== undefined) {
    findings.push({
      kind: 'silent-wrong',
      what: `a mask was made of what no reader may take: ${unreadable.truth?.why ?? unreadable.how}`,
    });
    return { kind, outcome: 'done', findings };
  }
  const meant = isKit(study)
    ? { voxels: truth.mask.voxels }
    : await meantBy(study, folder, segmenter);
  if (meant.refused !== undefined)
    findings.push({
      kind: 'silent-wrong',
      what: `a mask was made, where what is meant is refused: ${meant.refused}`,
    });
  else
    findings.push(
      ...maskFaults(
        maskAt(mask),
        study.pet.truth,
        meant.voxels,
        changed.claim === 'either' ? 0.11 : 0.02,
      ),
    );
  findings.push(...reportFaults(join(out, 'report.json')));
  return { kind, outcome: 'done', findings };
}

/** Whether both images hold what the kit's do, of which nnU-Net's own mask is known. */
function isKit({ pet, ct }) {
  const same = (image, other) =>
    apart(other, image.truth) < 1e-3 && other.voxels.every((v, i) => v === image.truth.voxels[i]);
  return same(pet, truth.pet) && same(ct, truth.ct);
}

/** The mask of what a study's files mean, written plainly; `{ refused }` where it is refused. */
export async function meantBy(study, folder, segmenter, options = {}) {
  const plain = Object.fromEntries(
    ['pet', 'ct'].map((role) => {
      const path = join(folder, `plain-${role}.mha`);
      writeFileSync(path, writePlain(study[role].truth));
      return [role, path];
    }),
  );
  const output = join(folder, 'plain-mask.mha');
  try {
    await segmenter.segment({ ...plain, output, tta: 'full', ...options });
  } catch (error) {
    return { refused: error.message };
  }
  return { voxels: maskAt(output).voxels };
}

const segmentModel = (random, folder, shared) =>
  withModel(
    random,
    folder,
    shared,
    random.pick(['plans', 'plans', 'dataset', 'postprocessing', 'modelJson']),
  );
const segmentCheckpoint = (random, folder, shared) =>
  withModel(random, folder, shared, 'checkpoint');

async function withModel(random, folder, { spying }, file) {
  const name =
    file === 'postprocessing'
      ? 'postprocessing'
      : file === 'modelJson'
        ? 'plain'
        : random.pick(['plain', 'postprocessing', 'regions']);
  const model = join(folder, 'model');
  const changed = makeModel(random, model, { kit: name, file, hasModelJson: file === 'modelJson' });
  const own = join(kits, name);
  const out = makeOutput(folder);
  const mask = join(out, 'mask.mha');
  const folders = watchFolders([model], out);
  const args = [
    'segment',
    '--pet',
    join(own, 'pet.mha'),
    '--ct',
    join(own, 'ct.mha'),
    '--model',
    model,
    '--output',
    mask,
    ...how,
  ];
  const ended = await runProgram('autopet', args, {
    env: spying({ writable: [folder] }),
    patience: 60_000,
  });
  const kind = `segment with ${name}, ${changed.how.replace(/ at \d+/, '')}`;
  const isSame = changed.isCheckpoint
    ? changed.bytes.equals(changed.before)
    : isDeepStrictEqual(contentOf(changed.bytes), contentOf(changed.before));
  // Plans that say so may ask for more work than a minute's.
  if (ended.isHanging && !isSame && !changed.isCheckpoint && /tiles|network/.test(ended.stdout))
    return { kind, outcome: 'long', findings: [] };
  const findings = [...faultsOf(ended), ...folders.faults(ended.code === 0 ? ['mask.mha'] : [])];
  if (ended.code !== 0) {
    if (isSame) findings.push({ kind: 'needless-refusal', what: lastLine(ended.stderr) });
    return { kind, outcome: 'refused', message: lastLine(ended.stderr), findings };
  }
  const mustEqual = (isSame || changed.isCheckpoint) && file !== 'modelJson';
  const read = (path) => maskAt(join(own, path));
  findings.push(
    ...maskFaults(maskAt(mask), read('pet.mha'), mustEqual ? read('expected.mha').voxels : null),
  );
  return { kind, outcome: 'done', findings };
}

async function evaluateMasks(random, folder, { sandbox, spying }) {
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

async function evaluateGroups(random, folder, { spying }) {
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
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
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

const inputs = ['ct', 'pet'].map((slug) => ({
  interface: { slug, kind: 'Image', super_kind: 'Image', relative_path: `images/${slug}` },
}));

async function runContainer(random, folder, { spying, model }) {
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

async function runEvaluation(random, folder, { spying }) {
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

function makeOutput(folder) {
  const out = join(folder, 'out');
  mkdirSync(out, { recursive: true });
  return out;
}

function earlierIsThere(path) {
  try {
    return readFileSync(path).equals(earlier);
  } catch {
    return false;
  }
}

function reportFaults(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    return typeof report.lesions.tmtv_ml === 'number'
      ? []
      : [{ kind: 'partial', what: 'the report has no volume' }];
  } catch (error) {
    return [{ kind: 'partial', what: `the report: ${error.message}` }];
  }
}
