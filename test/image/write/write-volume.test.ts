import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../src/errors.js';
import { runItk } from '../../../src/image/itk/run-itk.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import type { Mat3, Volume } from '../../../src/image/volume.js';
import { checkMaskName, writeVolume } from '../../../src/image/write/write-volume.js';
import { makeVolume } from '../../support/make-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

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
  const image = await runItk({ file: readFileSync(path), ending: 'mha' });
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

test.each(['mask.png', 'mask.nii', 'mask', '.mha'])(
  '%s is refused before anything is written',
  async (name) => {
    const path = join(folder, 'new', name);
    expect(() => checkMaskName(path)).toThrow(UsageError);
    await expect(writeVolume(path, mask)).rejects.toThrow(
      /Expected a file ending in \.mha, \.nii\.gz, \.nrrd/,
    );
    expect(existsSync(join(folder, 'new'))).toBe(false);
  },
);

test.each([
  ['OUT.MHA', 'OUT.mha'],
  ['a.b.Nii.Gz', 'a.b.nii.gz'],
  ['x.NRRD', 'x.nrrd'],
])('%s, which not all programs can open, is to be named %s', (name, better) => {
  expect(() => checkMaskName(join(folder, 'new', name))).toThrow(
    new RegExp(`name it ${better}\\.$`),
  );
});

describe.each(['.mha', '.nii.gz', '.nrrd'] as const)('as %s', (ending) => {
  const close = ending === '.nii.gz' ? 4 : 9;
  // Signs of the rotation's columns, so that some mirror and some do not.
  const signs = [
    [1, 1, 1],
    [-1, -1, 1],
    [1, 1, -1],
    [-1, -1, -1],
    [1, -1, -1],
  ] as const;

  test.each(signs)('an oblique grid with signs %d %d %d stays where it is', async (a, b, c) => {
    const [u, v] = [Math.cos(0.4), Math.sin(0.4)];
    const [s, t] = [Math.cos(1.3), Math.sin(1.3)];
    const rotation = [u, -v * s, v * t, v, u * s, -u * t, 0, t, s];
    const direction = rotation.map((cosine, i) => cosine * [a, b, c][i % 3]!) as unknown as Mat3;
    const path = join(folder, `oblique${ending}`);
    await writeVolume(path, { ...mask, direction, origin: [-123.456, 7.5, 98.76] });
    const back = await readVolume(path);
    expect(back.data).toEqual(mask.data);
    for (const [i, cosine] of direction.entries()) {
      expect(back.direction[i]).toBeCloseTo(cosine, close);
    }
    for (const [i, mm] of [-123.456, 7.5, 98.76].entries()) {
      expect(back.origin[i]).toBeCloseTo(mm, close);
    }
  });

  test.each([Uint8Array, Uint16Array, Int16Array, Float32Array])('%p is kept', async (Type) => {
    const data = new Type(60).map((_, i) => 4 * i);
    const path = join(folder, `typed${ending}`);
    await writeVolume(path, { ...mask, data, origin: [1, 2, 3] });
    expect((await readVolume(path)).data).toEqual(data);
  });

  test('nothing stays where what was read back is not what was meant', async () => {
    const beside = join(folder, `verified${ending}`);
    mkdirSync(beside);
    const path = join(beside, `mask${ending}`);
    const isBegun = (): boolean => readdirSync(beside).length > 0;
    const elsewhere: Volume<Uint8Array> = {
      ...mask,
      get origin() {
        return isBegun() ? ([5, 6, 7] as const) : mask.origin;
      },
    };
    await expect(writeVolume(path, elsewhere)).rejects.toThrow(/its origin differ/);
    const others: Volume<Uint8Array> = {
      ...mask,
      origin: [1, 2, 3],
      get data() {
        return isBegun() ? mask.data.map((label) => 1 - label) : mask.data;
      },
    };
    await expect(writeVolume(path, others)).rejects.toThrow(/its voxels differ/);
    expect(readdirSync(beside)).toEqual([]);
  });
});
