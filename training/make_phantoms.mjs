// Writes the project's own phantoms for training: node training/make_phantoms.mjs [FOLDER] [FIRST] [LAST]
// Needs a built checkout (dist/). Seeds 1 to 20 belong to the tests and the example and are refused.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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
  writeMetaImage(path.join(target, 'pet.mha'), pet, 'MET_FLOAT');
  writeMetaImage(path.join(target, 'ct.mha'), ct, 'MET_SHORT');
  writeMetaImage(path.join(target, 'mask.mha'), truth, 'MET_UCHAR');
  console.log(target);
}

function writeMetaImage(file, volume, elementType) {
  const header = [
    'ObjectType = Image',
    'NDims = 3',
    'BinaryData = True',
    'BinaryDataByteOrderMSB = False',
    'CompressedData = False',
    `TransformMatrix = ${transposed(volume.direction).join(' ')}`,
    `Offset = ${volume.origin.join(' ')}`,
    `ElementSpacing = ${volume.spacing.join(' ')}`,
    `DimSize = ${volume.size.join(' ')}`,
    `ElementType = ${elementType}`,
    'ElementDataFile = LOCAL\n',
  ].join('\n');
  const { buffer, byteOffset, byteLength } = volume.data;
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(header), Buffer.from(buffer, byteOffset, byteLength)]),
  );
}

// MetaImage lists the direction cosines axis by axis; the matrix is kept row by row.
function transposed(m) {
  return [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];
}
