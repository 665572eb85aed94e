// Makes the studies of test.sh, inside the image: node make-study.mjs FOLDER
//   FOLDER/study  a part of a synthetic patient, round a lesion: seconds to segment
//   FOLDER/whole  the whole patient, for the test that interrupts
// PET and CT are on grids of their own and named with different uuids, as on the platform.

import { writeVolume } from '/opt/autopet/dist/image/write/write-volume.js';
import { makePhantom } from '/opt/autopet/dist/phantom/make-phantom.js';

const folder = process.argv[2];
const petName = 'images/pet/0b1f7a9e-5c1d-4f39-9a55-6f0c1e7d2a10.mha';
const ctName = 'images/ct/c4d2e8b6-93a7-4b0e-8f1c-2d5a7e9b3c64.mha';

const { pet, ct, lesions } = makePhantom({ seed: 1 });
await writeVolume(`${folder}/whole/${petName}`, pet);
await writeVolume(`${folder}/whole/${ctName}`, ct);

// One tile of the bundled model: 64 voxels of 4 mm a side.
const [lesion] = [...lesions].sort((a, b) => b.volumeMillilitres - a.volumeMillilitres);
await writeVolume(`${folder}/study/${petName}`, cropRound(pet, lesion.centre, [62, 60, 46]));
await writeVolume(`${folder}/study/${ctName}`, ct);

/** Cuts a box of `size` voxels round a point in mm; the volume's axes run along the world's. */
function cropRound(volume, centre, size) {
  const start = size.map((n, i) => {
    const middle = Math.round((centre[i] - volume.origin[i]) / volume.spacing[i]);
    return Math.min(Math.max(middle - (n >> 1), 0), volume.size[i] - n);
  });
  const [width, height] = volume.size;
  const data = new Float32Array(size[0] * size[1] * size[2]);
  for (let z = 0, to = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++, to += size[0]) {
      const from = ((start[2] + z) * height + start[1] + y) * width + start[0];
      data.set(volume.data.subarray(from, from + size[0]), to);
    }
  }
  const origin = volume.origin.map((mm, i) => mm + start[i] * volume.spacing[i]);
  return { ...volume, size, origin, data };
}
