// Makes what the platform mounts for an evaluation, inside the image: node make-evaluation.mjs FOLDER
//   FOLDER/ground_truth  a reference mask per case
//   FOLDER/input         predictions.json and the jobs' masks: one exact, one shifted, one of a failed job
// Lesions are boxes, so that every number can be told by head.
import { writeFileSync } from 'node:fs';
import { writeVolume } from '/opt/autopet/dist/image/write/write-volume.js';

const folder = process.argv[2];
const size = [64, 64, 96];
const slug = 'automated-petct-lesion-segmentation';

// Two lesions of 8 x 8 x 8 voxels of 2 x 2 x 3 mm: 6.144 ml each.
const lesions = [10, 40];
for (const name of ['case_a', 'case_b', 'case_c']) {
  await writeVolume(`${folder}/ground_truth/${name}.mha`, mask(lesions));
}
const jobs = [
  // The first lesion by half, the second missed, one invented.
  { pk: '11aa', name: 'case_b_0000.mha', status: 'Succeeded', boxes: [14, 52] },
  { pk: '22bb', name: 'case_c.nii.gz', status: 'Failed', boxes: lesions },
  { pk: '33cc', name: 'case_a.mha', status: 'Succeeded', boxes: lesions },
];
for (const { pk, boxes } of jobs) {
  await writeVolume(`${folder}/input/${pk}/output/images/${slug}/${pk}-uuid.mha`, mask(boxes));
}
writeFileSync(`${folder}/input/predictions.json`, JSON.stringify(jobs.map(describe), null, 2));

function describe({ pk, name, status }) {
  const value = (of, image) => ({
    file: null,
    image: { name: image },
    value: null,
    interface: { slug: of, kind: 'Image', super_kind: 'Image', relative_path: `images/${of}` },
  });
  return {
    pk,
    status,
    inputs: [value('ct', name), value('pet', name)],
    outputs: [value(slug, pk)],
  };
}

function mask(corners) {
  const data = new Uint8Array(size[0] * size[1] * size[2]);
  for (const x of corners) {
    for (let z = 40; z < 48; z++) {
      for (let y = 20; y < 28; y++) {
        const row = (z * size[1] + y) * size[0];
        data.fill(1, row + x, row + x + 8);
      }
    }
  }
  return {
    size,
    spacing: [2, 2, 3],
    origin: [-100, -80, -500],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    data,
  };
}
