// `segment` with a model folder one of whose files was changed.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { makeModel } from '../../models/check-model.mjs';
import { contentOf } from '../../models/mutate-json.mjs';
import { makeOutput } from '../../sandbox.mjs';
import { maskAt, maskFaults, watchFolders } from '../outputs.mjs';
import { faultsOf, lastLine, runProgram } from '../run-program.mjs';

const kits = fileURLToPath(new URL('../../../parity/kits/', import.meta.url));
const how = ['--device', 'cpu', '--tta', 'full', '--threads', '1'];

/** One of the JSON files. */
export const segmentModel = (random, folder, shared) =>
  withModel(
    random,
    folder,
    shared,
    random.pick(['plans', 'plans', 'dataset', 'postprocessing', 'modelJson']),
  );
/** The weights. */
export const segmentCheckpoint = (random, folder, shared) =>
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
