// Makes PET series in several poses, and of each what autopet writes for a PACS, with the numbers that others must read in it.
//   node test/dicom/tools/make-studies.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectedComponents } from '../../../dist/array/connected-components.js';
import { makeObjects } from '../../../dist/dicom/write/make-objects.js';
import { writeDicomResults } from '../../../dist/dicom/write/write-dicom-results.js';
import { measureLesions } from '../../../dist/lesions/measure-lesions.js';
import { makeFindings, poses, writeSeries } from '../support/synthetic-series.mjs';

const root = process.argv[2];
for (const pose of poses) await makeStudy(pose, makeFindings(pose));
const { pet, mask } = makeFindings('straight');
await makeStudy('straight', { pet, mask: { ...mask, data: mask.data.map(() => 0) } }, 'no lesion');

async function makeStudy(pose, { pet, mask }, name = pose) {
  const folder = join(root, name.replaceAll(' ', '-'));
  const series = join(folder, 'pet');
  mkdirSync(series, { recursive: true });
  const source = writeSeries(series, pose);
  const [x, y, z] = mask.size;
  const components = connectedComponents(mask.data, [z, y, x], 18);
  const measured = measureLesions(components, mask, pet.data);
  const places = measured.lesions.map(placeOf);
  const patient = { weightKg: null, heightCm: null, sex: null };
  const results = { source, mask, pet, components, measured, places, patient };
  await writeDicomResults(join(folder, 'objects'), await makeObjects(results));
  writeFileSync(
    join(folder, 'expected.json'),
    JSON.stringify({
      shape: [z, y, x],
      labels: labelsOf(components, measured, mask.data.length),
      slices: source.slices.map(({ path: _, ...slice }) => slice),
      ...measured,
      places,
    }),
  );
}

/** Some place or other; one of them is not known. */
function placeOf({ number }) {
  const regions = ['chest', 'leg', null, 'head-neck', 'abdomen', 'pelvis', 'arm'];
  const sides = ['left', 'right', 'midline', null];
  return { region: regions[number % regions.length], side: sides[number % sides.length] };
}

/** The number of each voxel's lesion. */
function labelsOf({ start, length, component }, { lesions }, voxels) {
  const labels = new Array(voxels).fill(0);
  const numbers = new Map(lesions.map((lesion) => [lesion.component, lesion.number]));
  for (const [run, first] of start.entries()) {
    labels.fill(numbers.get(component[run]), first, first + length[run]);
  }
  return labels;
}
