import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { InputError } from '../../../src/errors.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { writeVolume } from '../../../src/image/write/write-volume.js';
import { makeVolume } from '../../support/make-volume.js';
import { smallVolume } from '../../support/small-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';
import { writeNifti } from '../../support/write-nifti.js';
import { writeNrrd } from '../../support/write-nrrd.js';

const folder = temporaryFolder();
const inFolder = (name: string): string => join(folder, name);
const volume = smallVolume;

async function refusal(path: string): Promise<string> {
  const error: unknown = await readVolume(path).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

describe('formats', () => {
  test('.mha, uncompressed', async () => {
    writeMha(inFolder('a.mha'), volume);
    expect(await readVolume(inFolder('a.mha'))).toEqual(volume);
  });

  test('.mhd with its voxels in a file beside it', async () => {
    writeMha(
      inFolder('b.mhd'),
      { ...volume, data: new Int16Array(0) },
      { ElementDataFile: 'b.raw' },
    );
    writeFileSync(inFolder('b.raw'), Buffer.from(volume.data.buffer));
    expect(await readVolume(inFolder('b.mhd'))).toEqual(volume);
  });

  test.each(['c.nii', 'c.nii.gz'])('%s: RAS world coordinates become LPS', async (name) => {
    writeNifti(inFolder(name), volume);
    expect(await readVolume(inFolder(name))).toEqual(volume);
  });

  test('.nrrd', async () => {
    writeNrrd(inFolder('d.nrrd'), volume);
    expect(await readVolume(inFolder('d.nrrd'))).toEqual(volume);
  });

  test.each([Float32Array, Int16Array, Uint16Array, Uint8Array])(
    'compressed voxels keep their type, in memory for all threads: %p',
    async (Type) => {
      const data = new Type(24).map((_, i) => 10 * i);
      await writeVolume(inFolder('z.mha'), { ...volume, data });
      const back = await readVolume(inFolder('z.mha'));
      expect(back).toEqual({ ...volume, data });
      expect(back.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    },
  );

  test('voxels of another byte order', async () => {
    const data = Int16Array.from(volume.data);
    Buffer.from(data.buffer).swap16();
    writeMha(inFolder('msb.mha'), { ...volume, data }, { BinaryDataByteOrderMSB: 'True' });
    expect(await readVolume(inFolder('msb.mha'))).toEqual(volume);
  });

  test('voxels at the end of the file, after whatever else there is', async () => {
    const data = Int16Array.from([7, 7, 7, ...volume.data]);
    writeMha(inFolder('skip.mha'), { ...volume, data }, { HeaderSize: '-1' });
    expect((await readVolume(inFolder('skip.mha'))).data).toEqual(volume.data);
  });

  test('double and 32-bit voxels become float32', async () => {
    const header = { ElementType: 'MET_DOUBLE', DimSize: '1 1 3' };
    const doubles = Buffer.from(Float64Array.of(0.1, -2, 3e9).buffer);
    const data = new Uint8Array(doubles);
    writeMha(inFolder('e.mha'), makeVolume<Uint8Array>({ size: [1, 1, 3], data }), header);
    expect((await readVolume(inFolder('e.mha'))).data).toEqual(Float32Array.of(0.1, -2, 3e9));
  });
});

describe('refusals', () => {
  test('a file that is not there', async () => {
    expect(await refusal(inFolder('none.mha'))).toMatch(/does not exist/);
  });

  test('another kind of file', async () => {
    expect(await refusal(inFolder('scan.dcm'))).toMatch(/Expected a file ending in \.mha/);
  });

  test('a text that only bears the name', async () => {
    writeFileSync(inFolder('text.mha'), 'this is no image\n');
    expect(await refusal(inFolder('text.mha'))).toMatch(/is not a MetaImage/);
  });

  test('an .mha cut short', async () => {
    writeMha(inFolder('cut.mha'), volume);
    const whole = readFileSync(inFolder('cut.mha'));
    writeFileSync(inFolder('cut.mha'), whole.subarray(0, whole.length - 10));
    expect(await refusal(inFolder('cut.mha'))).toMatch(
      /truncated: the header promises 48 bytes .* only 38 follow/,
    );
  });

  test('a compressed .mha cut short', async () => {
    const data = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i));
    await writeVolume(inFolder('zcut.mha'), makeVolume({ size: [8, 8, 8], data }));
    const whole = readFileSync(inFolder('zcut.mha'));
    writeFileSync(inFolder('zcut.mha'), whole.subarray(0, whole.length - 100));
    expect(await refusal(inFolder('zcut.mha'))).toMatch(/truncated.*compressed/);
  });

  test('a compressed .mha whose voxels are too few, which ITK would fill with zeros', async () => {
    const stream = deflateSync(Buffer.from(volume.data.buffer).subarray(0, 40));
    const header = { CompressedData: 'True', CompressedDataSize: String(stream.length) };
    const data = new Uint8Array(stream);
    writeMha(inFolder('zfew.mha'), { ...volume, data }, { ...header, ElementType: 'MET_SHORT' });
    expect(await refusal(inFolder('zfew.mha'))).toMatch(/promises 48 bytes .* only 40 follow/);
  });

  test('a compressed .mha that promises more than its bytes can stand for', async () => {
    const stream = deflateSync(Buffer.alloc(48));
    const header = { CompressedData: 'True', ElementType: 'MET_SHORT', DimSize: '4 300000 300000' };
    writeMha(inFolder('zmuch.mha'), { ...volume, data: new Uint8Array(stream) }, header);
    expect(await refusal(inFolder('zmuch.mha'))).toMatch(
      new RegExp(`promises 697674419 bytes of compressed .* only ${stream.length} follow`),
    );
  });

  test('a compressed .mha with damaged bytes', async () => {
    const data = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i));
    await writeVolume(inFolder('zbad.mha'), makeVolume({ size: [8, 8, 8], data }));
    const whole = readFileSync(inFolder('zbad.mha'));
    whole.fill(0x55, whole.length - 900, whole.length - 300);
    writeFileSync(inFolder('zbad.mha'), whole);
    expect(await refusal(inFolder('zbad.mha'))).toMatch(/incorrect data check/);
  });

  test('a header that promises more voxels than there are', async () => {
    writeMha(inFolder('more.mha'), volume, { DimSize: '4 3 2000' });
    expect(await refusal(inFolder('more.mha'))).toMatch(/promises 48000 bytes/);
  });

  test.each(['/etc/hostname', '../a.mha', 'other.raw', 'LIST', 'slice%03d.raw 1 3 1'])(
    'an .mha whose voxels are said to be in %s',
    async (name) => {
      writeMha(inFolder('elsewhere.mha'), volume, { ElementDataFile: name });
      expect(await refusal(inFolder('elsewhere.mha'))).toMatch(/Expected "LOCAL"/);
    },
  );

  test.each(['/etc/hostname', '../b.raw', 'LIST'])('an .mhd that points to %s', async (name) => {
    writeMha(inFolder('elsewhere.mhd'), volume, { ElementDataFile: name });
    expect(await refusal(inFolder('elsewhere.mhd'))).toMatch(/other files are not opened/);
  });

  test('an .mhd whose voxels are missing', async () => {
    writeMha(inFolder('alone.mhd'), volume, { ElementDataFile: 'alone.raw' });
    expect(await refusal(inFolder('alone.mhd'))).toMatch(/alone\.raw, which is not beside it/);
  });

  test.each(['0 2 2', '-1 2 2', 'nan 2 2'])('spacing %s', async (spacing) => {
    writeMha(inFolder('spacing.mha'), volume, { ElementSpacing: spacing });
    expect(await refusal(inFolder('spacing.mha'))).toMatch(/Expected positive voxel sizes/);
  });

  test('an image of no size', async () => {
    writeMha(inFolder('empty.mha'), volume, { DimSize: '4 0 2' });
    expect(await refusal(inFolder('empty.mha'))).toMatch(/positive whole numbers/);
  });

  test('a 2-D image', async () => {
    const flat = { NDims: '2', DimSize: '4 6', ElementSpacing: '1 1', Offset: '0 0' };
    writeMha(inFolder('flat.mha'), volume, { ...flat, TransformMatrix: '1 0 0 1' });
    expect(await refusal(inFolder('flat.mha'))).toMatch(/is 2-D .*Expected one 3-D image/);
  });

  test('several channels', async () => {
    writeMha(inFolder('rgb.mha'), volume, { DimSize: '4 3 1', ElementNumberOfChannels: '2' });
    expect(await refusal(inFolder('rgb.mha'))).toMatch(/2 channel/);
  });

  test('a sheared grid', async () => {
    writeMha(inFolder('shear.mha'), volume, { TransformMatrix: '1 0 0 0.2 0.98 0 0 0 1' });
    expect(await refusal(inFolder('shear.mha'))).toMatch(/not orthonormal|cannot be read/);
  });

  test('a voxel type of its own', async () => {
    writeMha(inFolder('type.mha'), volume, { ElementType: 'MET_OTHER' });
    expect(await refusal(inFolder('type.mha'))).toMatch(/Expected one of MET_CHAR/);
  });

  test('a .nii.gz cut short', async () => {
    writeNifti(inFolder('cut.nii.gz'), volume);
    const whole = readFileSync(inFolder('cut.nii.gz'));
    writeFileSync(inFolder('cut.nii.gz'), whole.subarray(0, whole.length >> 1));
    expect(await refusal(inFolder('cut.nii.gz'))).toMatch(
      /not start with a whole NIfTI header.*truncated/,
    );
  });

  test('a .nii.gz made of a .nii cut short, which ITK would fill with zeros', async () => {
    writeNifti(inFolder('short.nii.gz'), volume);
    const plain = gunzipSync(readFileSync(inFolder('short.nii.gz')));
    writeFileSync(inFolder('short.nii.gz'), gzipSync(plain.subarray(0, plain.length - 4)));
    expect(await refusal(inFolder('short.nii.gz'))).toMatch(/promises 48 bytes.*only 44 follow/);
  });

  test('a .nii.gz that promises more than its bytes can stand for', async () => {
    writeNifti(inFolder('much.nii.gz'), volume);
    const plain = gunzipSync(readFileSync(inFolder('much.nii.gz')));
    for (const axis of [1, 2, 3]) plain.writeInt16LE(32767, 40 + 2 * axis);
    writeFileSync(inFolder('much.nii.gz'), gzipSync(plain));
    expect(await refusal(inFolder('much.nii.gz'))).toMatch(
      /truncated: .*promises 6818\d+ bytes.*32767 x 32767 x 32767/,
    );
  });

  test('a .nii that is none', async () => {
    writeFileSync(inFolder('none.nii'), Buffer.alloc(400));
    expect(await refusal(inFolder('none.nii'))).toMatch(/is not a NIfTI file/);
  });
});
