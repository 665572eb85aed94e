// Checks an output folder as the platform and the evaluation would:
//   node check-mask.mjs OUTPUT_FOLDER INPUT_FOLDER [SOCKET [EXPECTED.mha]]
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readMha } from './read-mha.mjs';

const [output, input, socket = 'automated-petct-lesion-segmentation', expected] =
  process.argv.slice(2);
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const check = (holds, what) => {
  if (!holds) throw new Error(what);
};

// What is kept for the next iteration is no output of this one.
const files = filesBelow(output).filter(
  (path) =>
    basename(path) !== 'data-centric-model.json' && !path.startsWith(join(output, 'state', '/')),
);
check(files.length === 1, `expected one file, found: ${files.join(', ') || 'none'}`);
const [ct] = filesBelow(join(input, 'images', 'ct')).filter((path) => path.endsWith('.mha'));
const place = join(output, 'images', socket, basename(ct));
check(files[0] === place, `expected ${place}, found ${files[0]}`);

const mask = readMha(place);
const [petPath] = filesBelow(join(input, 'images', 'pet')).filter((path) => path.endsWith('.mha'));
const pet = readMha(petPath);
check(mask.isCompressed, 'the mask is not compressed');
check(mask.header.ElementType === 'MET_UCHAR', `the mask is ${mask.header.ElementType}`);
check(
  !('ElementNumberOfChannels' in mask.header) || mask.header.ElementNumberOfChannels === '1',
  'channels',
);
for (const field of ['DimSize', 'ElementSpacing', 'Offset', 'TransformMatrix']) {
  const numbers = ({ header }) => header[field].split(' ').map(Number);
  const [found, wanted] = [numbers(mask), numbers(pet)];
  const isSame = wanted.every((n, i) => Math.abs(n - found[i]) <= 1e-9 * Math.max(1, Math.abs(n)));
  check(
    isSame && found.length === wanted.length,
    `${field}: ${found.join(' ')}, PET: ${wanted.join(' ')}`,
  );
}
check(mask.data.length === pet.data.length, `${mask.data.length} voxels, PET: ${pet.data.length}`);
const values = new Set(mask.data);
check(
  [...values].every((v) => v === 0 || v === 1),
  `values ${[...values].join(', ')}`,
);
const count = (data) => data.reduce((sum, v) => sum + v, 0);
check(count(mask.data) > 0, 'the mask is empty, where lesions are known');

let agreement = '';
if (expected !== undefined) {
  const reference = readMha(expected);
  const differing = mask.data.filter((v, i) => v !== reference.data[i]).length;
  check(differing <= 1e-4 * mask.data.length, `${differing} voxels differ from ${expected}`);
  agreement = `, ${differing} of ${mask.data.length} differ from the expected mask`;
}
console.log(
  `  mask: ${mask.header.DimSize.replaceAll(' ', ' x ')}, ${count(mask.data)} lesion voxels${agreement}`,
);
