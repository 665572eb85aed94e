// Loads a model folder one of whose files was changed, as far as the ONNX network, and compares with what its files
// say by this harness's own reading.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { isAutopetError } from '../../../dist/errors.js';
import { openCheckpoint } from '../../../dist/nnunet/checkpoint/open-checkpoint.js';
import { loadModel } from '../../../dist/nnunet/model/load-model.js';
import { emptyFolder } from '../sandbox.mjs';
import { expectedModel, foundModel } from './expected-model.mjs';
import { mutateCheckpoint } from './mutate-checkpoint.mjs';
import { contentOf, mutateJson } from './mutate-json.mjs';

const kits = fileURLToPath(new URL('../../parity/kits/', import.meta.url));
const used = [
  'plain',
  'postprocessing',
  'regions',
  'residual-encoder',
  'transposed',
  'other-normalisations',
  'old-plans',
];
const files = {
  plans: 'plans.json',
  dataset: 'dataset.json',
  modelJson: 'model.json',
  postprocessing: 'postprocessing.json',
};
const checkpoint = 'fold_0/checkpoint_final.pth';
const ownModelJson = {
  orientation: 'LPS',
  mirror_axes: [0, 2],
  suv_floor: 1,
  minimum_lesion_volume_ml: 0.2,
  licence: 'none',
  container: { time_limit: 300 },
};
const baselines = new Map();

/** What the unchanged folder of a kit is: its model, weights and network. */
async function baselineOf(kit, folder) {
  if (!baselines.has(kit)) baselines.set(kit, await contentsOf(folder));
  return baselines.get(kit);
}

async function contentsOf(folder) {
  const model = await loadModel(folder);
  const { path } = model.folds[0];
  const opened = await openCheckpoint(path);
  const weights = {};
  try {
    for (const [name, weight] of opened.weights) {
      weights[name] = Buffer.from((await weight.read()).buffer).toString('base64');
    }
  } finally {
    await opened.close();
  }
  const { mirrorAxes, configuration, trainerName } = opened;
  const network = await model.folds[0].network({ device: 'cpu', precision: 'float32' });
  const onnx = Buffer.from(network.model).toString('base64');
  return {
    model: foundModel(model),
    heads: model.dataset.labels.heads,
    weights,
    onnx,
    meta: { mirrorAxes: mirrorAxes ?? [], configuration, trainerName },
  };
}

/** Makes the folder of a case: a kit's, one file changed. */
export function makeModel(
  random,
  folder,
  {
    hasModelJson = true,
    kit = random.pick(used),
    file = random.pick([
      'plans',
      'plans',
      'dataset',
      'modelJson',
      'postprocessing',
      'checkpoint',
      'checkpoint',
      'checkpoint',
    ]),
  } = {},
) {
  emptyFolder(folder);
  cpSync(join(kits, kit, 'model'), folder, { recursive: true });
  if (kit === 'plain' && hasModelJson)
    writeFileSync(join(folder, files.modelJson), JSON.stringify(ownModelJson));
  const path = join(
    folder,
    file === 'checkpoint' || !existsSync(join(folder, files[file])) ? checkpoint : files[file],
  );
  const isCheckpoint = path.endsWith('.pth');
  const before = readFileSync(path);
  const { bytes, how } = isCheckpoint
    ? mutateCheckpoint(before, random)
    : mutateJson(before.toString(), random);
  writeFileSync(path, bytes);
  return {
    kit,
    path,
    before,
    bytes,
    isCheckpoint,
    how: `${path.slice(folder.length + 1)}: ${how}`,
  };
}

/** As checkStudy, of a model. */
export async function checkModel(random, folder) {
  const pristine = join(folder, 'pristine');
  const changed = makeModel(random, join(folder, 'model'));
  if (!baselines.has(changed.kit)) {
    cpSync(join(folder, 'model'), pristine, { recursive: true });
    writeFileSync(join(pristine, changed.path.slice(join(folder, 'model').length)), changed.before);
  }
  const baseline = await baselineOf(changed.kit, pristine);
  const kind = `${changed.kit}, ${changed.how.replace(/ at \d+/, '')}`;
  const docs = docsOf(join(folder, 'model'));
  const isSame = changed.isCheckpoint
    ? changed.bytes.equals(changed.before)
    : isDeepStrictEqual(contentOf(changed.bytes), contentOf(changed.before));
  let found;
  try {
    found = await contentsOf(join(folder, 'model'));
  } catch (error) {
    if (!isAutopetError(error))
      return {
        kind,
        outcome: 'crashed',
        findings: [{ kind: 'crash', what: error.stack ?? String(error) }],
      };
    const isModel = ['bad-model', 'bad-input', 'out-of-resources'].includes(error.code);
    const findings = isModel ? [] : [{ kind: 'wrong-class', what: error.code }];
    if (isSame) findings.push({ kind: 'needless-refusal', what: error.message });
    return { kind, outcome: 'refused', message: error.message, findings };
  }
  return { kind, outcome: 'read', findings: differences(found, baseline, docs, changed) };
}

function docsOf(folder) {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      existsSync(join(folder, file)) ? contentOf(readFileSync(join(folder, file))) : null,
    ]),
  );
}

function differences(found, baseline, docs, { isCheckpoint }) {
  const broken = Object.keys(docs).find((name) => docs[name] === undefined);
  if (broken !== undefined)
    return [{ kind: 'silent-wrong', what: `${files[broken]} is no JSON and was taken` }];
  const findings = [];
  const compare = (what, a, b) => {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (isDeepStrictEqual(a[key], b[key])) continue;
      findings.push({
        kind: 'silent-wrong',
        what: `${what}, ${key}: ${short(a[key])} where the files say ${short(b[key])}`,
      });
    }
  };
  compare('weights', found.weights, baseline.weights);
  compare('what the checkpoint says', found.meta, baseline.meta);
  let expected;
  try {
    expected = expectedModel(docs, baseline.meta);
  } catch (error) {
    return [
      ...findings,
      {
        kind: 'silent-wrong',
        what: `taken, though its files say nothing that makes sense (${error.message})`,
      },
    ];
  }
  compare('model', { ...found.model, channels: null }, { ...expected, channels: null });
  if (isCheckpoint) compare('network', { onnx: found.onnx }, { onnx: baseline.onnx });
  return findings;
}

function short(value) {
  return JSON.stringify(value)?.slice(0, 200);
}
