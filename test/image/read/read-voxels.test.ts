import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InputError } from '../../../src/errors.js';
import { openImage } from '../../../src/image/read/open-image.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { countVoxels } from '../../../src/image/read/read-voxels.js';
import { makeVolume } from '../../support/make-volume.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';
import { niftiBytes } from '../../support/write-nifti.js';

const folder = temporaryFolder();
const inFolder = (name: string): string => join(folder, name);
const volume = makeVolume<Int16Array>({
  size: [4, 3, 2],
  data: Int16Array.from({ length: 24 }, (_, i) => i * 100 - 1000),
});

/** A NIfTI whose header says other sizes than it has voxels for. */
function lying(name: string, ...size: readonly number[]): string {
  const path = inFolder(name);
  const bytes = niftiBytes(volume, (header) => {
    for (const [i, n] of size.entries()) header.setInt16(42 + 2 * i, n, true);
  });
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(bytes) : bytes);
  return path;
}

describe.each(['nii', 'nii.gz'])('a .%s', (ending) => {
  test.each([
    ['one slice more', 4, 3, 3],
    ['one column more', 5, 3, 2],
  ])('with %s than its header promises is too short', async (_, ...size) => {
    const path = lying(`long.${ending}`, ...size);
    expect(await refusalOf(path)).toMatch(/is truncated: .*promises/);
    await expect(countVoxels(await openImage(path))).rejects.toThrow(/is truncated/);
  });

  test.each([
    ['a slice', 4, 3, 1],
    ['a row', 4, 2, 2],
    ['a column', 3, 3, 2],
  ])('whose header leaves out %s is refused: it would be cropped', async (_, ...size) => {
    const path = lying(`cropped.${ending}`, ...size);
    expect(await refusalOf(path)).toMatch(/holds more than its header promises/);
    await expect(countVoxels(await openImage(path))).rejects.toThrow(/holds more/);
  });

  test('with a few bytes more is read, with a remark', async () => {
    const path = inFolder(`padded.${ending}`);
    const bytes = Buffer.concat([niftiBytes(volume), Buffer.from('pad')]);
    writeFileSync(path, ending === 'nii' ? bytes : gzipSync(bytes));
    const remarks: string[] = [];
    expect(await readVolume(path, (remark) => remarks.push(remark))).toEqual(volume);
    expect(remarks).toEqual(['3 byte(s) that follow its voxels are left out.']);
    await countVoxels(await openImage(path));
  });
});

test('a stream that inflates to far more than it should is not waited for', async () => {
  const path = inFolder('bomb.nii.gz');
  writeFileSync(path, gzipSync(Buffer.concat([niftiBytes(volume), Buffer.alloc(2e8)])));
  const begun = performance.now();
  expect(await refusalOf(path)).toMatch(/holds more than its header promises/);
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('a header that promises more than any memory is an unusable input', async () => {
  const size = '30000 30000 30000';
  writeMha(inFolder('huge.mha'), volume, { DimSize: size, ElementType: 'MET_DOUBLE' });
  await expect(readVolume(inFolder('huge.mha'))).rejects.toThrow(InputError);
});

test.each([Number.NaN, Number.NEGATIVE_INFINITY])('a voxel that is %s is refused', async (bad) => {
  const data = Float32Array.from(volume.data);
  data[5] = bad;
  writeMha(inFolder('bad.mha'), { ...volume, data });
  expect(await refusalOf(inFolder('bad.mha'))).toMatch(/NaN or infinite, .* x,y,z = 1,1,0/);
});

test('so is a float64 that float32 cannot hold', async () => {
  const doubles = new Uint8Array(Float64Array.from({ length: 24 }, () => 1e300).buffer);
  const fields = { ElementType: 'MET_DOUBLE' };
  writeMha(inFolder('double.mha'), { ...volume, data: doubles }, fields);
  expect(await refusalOf(inFolder('double.mha'))).toMatch(/24 voxel\(s\)/);
});
