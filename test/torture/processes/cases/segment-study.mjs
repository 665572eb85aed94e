// `segment` with a changed PET or CT, and at times an earlier mask in its place.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apart } from '../../images/geometry.mjs';
import { makeStudy } from '../../images/make-study.mjs';
import { kitStudy } from '../../images/subjects.mjs';
import { makeOutput, writeFiles } from '../../sandbox.mjs';
import { meantBy } from '../meant-by.mjs';
import { maskAt, maskFaults, watchFolders } from '../outputs.mjs';
import { faultsOf, lastLine, runProgram } from '../run-program.mjs';

const truth = kitStudy();
const how = ['--device', 'cpu', '--tta', 'full', '--threads', '1'];
const earlier = Buffer.from('what was here before');

/** A study; its mask must be that of what its files mean. */
export async function segmentStudy(random, folder, { sandbox, spying, model, segmenter }) {
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
