import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../src/errors.js';
import { readWithItk } from '../../src/image/itk.js';
import { readVolume } from '../../src/image/read-volume.js';
import type { Volume } from '../../src/image/volume.js';
import { checkMaskName, writeVolume } from '../../src/image/write-volume.js';
import { makeVolume } from '../support/make-volume.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const mask: Volume<Uint8Array> = makeVolume<Uint8Array>({
  size: [3, 4, 5],
  spacing: [2.03642010688782, 4.07283993770555, 3.00000000001],
  origin: [-123.456789012345, 1e-7, 98765.4321098765],
  direction: [0, 0, 1, -1, 0, 0, 0, -1, 0],
  data: Uint8Array.from({ length: 60 }, (_, i) => i % 2),
});

test('voxels, and geometry to 12 digits, come back', async () => {
  const path = join(folder, 'deep', 'mask.mha');
  await writeVolume(path, mask);
  const back = await readVolume(path);
  expect(back.data).toEqual(mask.data);
  expect(back.size).toEqual(mask.size);
  for (const key of ['spacing', 'origin', 'direction'] as const) {
    back[key].forEach((value, i) => {
      expect(Math.abs(value - mask[key][i]!)).toBeLessThanOrEqual(
        1e-12 * Math.max(1, Math.abs(mask[key][i]!)),
      );
    });
  }
});

test('ITK reads all of it, as it reads its own', async () => {
  const path = join(folder, 'itk.mha');
  await writeVolume(path, mask);
  const image = await readWithItk(path);
  expect(image).toMatchObject({ components: 1, size: mask.size, spacing: mask.spacing });
  expect(image.origin).toEqual(mask.origin);
  expect(image.direction.map((cosine) => cosine + 0)).toEqual(mask.direction);
  expect(image.data).toEqual(mask.data);
});

test('the mask is one compressed uint8 .mha and nothing is left beside it', async () => {
  await writeVolume(join(folder, 'one', 'mask.mha'), mask);
  const header = readFileSync(join(folder, 'one', 'mask.mha')).toString('latin1', 0, 600);
  expect(header).toMatch(/CompressedData = True/);
  expect(header).toMatch(/ElementType = MET_UCHAR/);
  expect(header).toMatch(/ElementDataFile = LOCAL/);
  expect(readdirSync(join(folder, 'one'))).toEqual(['mask.mha']);
});

test('float32 volumes are kept exactly', async () => {
  const volume = makeVolume({ size: [2, 1, 2], data: Float32Array.of(0.1, -3e30, 1e-30, 7) });
  await writeVolume(join(folder, 'probability.mha'), volume);
  expect((await readVolume(join(folder, 'probability.mha'))).data).toEqual(volume.data);
});

test('a name that is no .mha is refused before anything is written', async () => {
  const path = join(folder, 'new', 'mask.nii.gz');
  expect(() => checkMaskName(path)).toThrow(UsageError);
  await expect(writeVolume(path, mask)).rejects.toThrow(/Expected a file ending in \.mha/);
  expect(existsSync(join(folder, 'new'))).toBe(false);
});
