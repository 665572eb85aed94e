// Writes the project's own phantoms for training: node training/make_phantoms.mjs [FOLDER] [FIRST] [LAST]
// Needs a built checkout (dist/). Seeds 1 to 20 belong to the tests and the example and are refused.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeMetaImage } from '../dist/image/meta-image/write-meta-image.js';
import { makePhantom } from '../dist/phantom/make-phantom.js';

const folder = process.argv[2] ?? path.join(import.meta.dirname, 'work', 'phantoms');
const first = Number(process.argv[3] ?? 1000);
const last = Number(process.argv[4] ?? 1075);
if (!(first > 20 && last >= first))
  throw new Error(`seeds ${first} to ${last}: the first must be above 20`);

for (let seed = first; seed <= last; seed += 1) {
  const target = path.join(folder, `phantom_${seed}`);
  // The mask is written last, so a folder that holds one is complete.
  if (existsSync(path.join(target, 'mask.mha'))) continue;
  mkdirSync(target, { recursive: true });
  const { pet, ct, truth } = makePhantom({ seed });
  await writeMetaImage(path.join(target, 'pet.mha'), pet);
  await writeMetaImage(path.join(target, 'ct.mha'), ct);
  await writeMetaImage(path.join(target, 'mask.mha'), truth);
  console.log(target);
}
