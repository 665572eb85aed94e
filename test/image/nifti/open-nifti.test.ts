import { join } from 'node:path';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { refusalOf } from '../../support/refusal-of.js';
import { smallVolume } from '../../support/small-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeNifti } from '../../support/write-nifti.js';

const folder = temporaryFolder();
const path = join(folder, 'image.nii');
const volume = smallVolume;
const { data } = volume;

type Edit = (header: DataView) => void;
const short =
  (at: number, value: number): Edit =>
  (header) =>
    header.setInt16(at, value, true);
const float =
  (at: number, ...values: number[]): Edit =>
  (header) => {
    for (const [i, value] of values.entries()) header.setFloat32(at + 4 * i, value, true);
  };
const all =
  (...edits: Edit[]): Edit =>
  (header) => {
    for (const edit of edits) edit(header);
  };
const sformCode = (code: number): Edit => short(254, code);
const qformCode = (code: number): Edit => short(252, code);

describe('what nibabel and SimpleITK agree on is read', () => {
  test.each<[string, Edit]>([
    ['a qform alone', sformCode(0)],
    ['an sform alone', qformCode(0)],
    ['a handedness of 0', float(76, 0)],
    ['sizes beyond the rank', short(48, 5)],
    ['a fourth axis of one sample', short(40, 4)],
    ['no bitpix', short(72, 0)],
    ['units unknown', (header) => header.setUint8(123, 0)],
    ['a slope of 0 for no scale', float(112, 0, 0)],
    ['a slope that is no number for no scale', float(112, Number.NaN, 0)],
    ['umlauts and quotes in its description', (header) => header.setUint32(148, 0xf6_22_5c_df)],
    ['a broken quaternion beside an sform', float(256, 0.9, 0.9)],
  ])('%s', async (_, edit) => {
    writeNifti(path, volume, edit);
    expect(await readVolume(path)).toEqual(volume);
  });

  test.each([
    [2, 0],
    [-1, 0],
    [1, 7],
    [0.5, -3],
  ])('slope %d and intercept %d make float32', async (slope, intercept) => {
    writeNifti(path, volume, float(112, slope, intercept));
    const scaled = Float32Array.from(data, (value) => value * slope + intercept);
    expect((await readVolume(path)).data).toEqual(scaled);
  });

  test('a shear that rounding explains, which ITK refuses', async () => {
    const shear = 3e-4;
    writeNifti(path, volume, all(qformCode(0), float(284, -2.5 * shear)));
    const { direction, spacing } = await readVolume(path);
    expect(direction[1]).toBeCloseTo(shear, 6);
    expect(spacing[1]).toBeCloseTo(2.5, 5);
  });

  test.each<[string, Edit, RegExp]>([
    ['30 mm apart', float(292, -40), /first at 40, -20, 30.*by the sform.*first at 10, -20, 30/],
    ['with a flip', float(280, 1.5), /along \(-1 0 0\).*by the sform.*along \(1 0 0\)/],
  ])('sform and qform %s, with both readings told', async (_, edit, message) => {
    writeNifti(path, volume, edit);
    const remarks: string[] = [];
    const { origin, direction } = await readVolume(path, (remark) => remarks.push(remark));
    expect(remarks).toEqual([expect.stringMatching(message)]);
    // As SimpleITK 2.5 and nibabel 5.4 have it.
    expect(origin[0] === 40 || direction[0] === -1).toBe(true);
  });
});

describe('what they do not agree on is refused', () => {
  test.each<[string, Edit, RegExp]>([
    ['an sform 2 % off pixdim', float(280, -1.53), /1\.53 x 2\.5 x 3\.5 mm by the sform.*1\.5 x/],
    [
      'the same without a qform',
      all(qformCode(0), float(280, -1.53)),
      /by the sform \(nibabel's reading\)/,
    ],
    [
      'sform and qform of different kinds, 30 mm apart',
      all(sformCode(2), float(292, -40)),
      /in two ways: .*first at 40, -20, 30.* by its sform; .*first at 10, -20, 30.* by ITK/,
    ],
    ['neither sform nor qform', all(sformCode(0), qformCode(0)), /neither sform nor qform/],
    [
      'a qform with a code that is none',
      all(sformCode(0), qformCode(6)),
      /neither sform nor qform/,
    ],
    [
      'an sform with a code that is none',
      all(sformCode(9), qformCode(0)),
      /neither sform nor qform/,
    ],
    [
      'a qform with a code that is none, 30 mm from the sform',
      all(sformCode(2), qformCode(9), float(292, -40)),
      /in two ways: .*first at 40, -20, 30.* by its sform; .*first at 10, -20, 30.* by ITK/,
    ],
    ['a negative pixdim', float(80, -1.5), /nibabel takes no notice.*ITK turns the axis round/],
    [
      'a negative pixdim and a qform alone',
      all(sformCode(0), float(80, -1.5)),
      /axes along \(1 0 0\).*ITK turns.*axes along \(-1 0 0\)/,
    ],
    ['no pixdim', float(80, 0), /0 x 2\.5 x 3\.5 mm by pixdim/],
    ['an sform that is no number', float(280, Number.NaN), /NaN x 2\.5 x 3\.5 mm/],
    ['an origin that is no number', float(292, Number.NaN), /first voxel lies at NaN, -20, 30/],
    ['a real shear', float(284, -0.2), /not orthonormal/],
    [
      'a quaternion that is none',
      all(sformCode(0), float(256, 0.9, 0.9)),
      /quaternion 0\.8\d+, 0\.8\d+, 1 .* is no rotation/,
    ],
    ['a strange handedness', all(sformCode(0), float(76, 3)), /pixdim\[0\] = 3/],
    ['metres', (header) => header.setUint8(123, 1), /voxel sizes are in metres/],
    ['micrometres', (header) => header.setUint8(123, 11), /are in micrometres/],
    ['a vox_offset of 0', float(108, 0), /vox_offset = 0.* from 352 on/],
    ['a vox_offset within the header', float(108, 350), /vox_offset = 350/],
    ['half a byte of offset', float(108, 352.5), /vox_offset = 352\.5/],
    ['an intercept without a slope', float(112, 0, 5), /scl_slope = 0 and scl_inter = 5/],
    ['an intercept that is no number', float(112, 1, Number.NaN), /scl_inter = NaN/],
    ['a slope that ITK takes for none', float(112, 1e-20, 0), /scl_slope = 9\.99\d+e-21/],
    ['another bitpix', short(72, 8), /bitpix = 8\. Expected 16/],
    ['complex numbers', short(70, 32), /datatype = 32/],
    ['a dimension of nothing', all(short(40, 4), short(48, 0)), /is 4-D \(4 x 3 x 2 x 0\)/],
    ['a negative dimension', short(42, -4), /size of -4 x 3 x 2/],
    ['a time series', all(short(40, 4), short(46, 1), short(48, 2)), /4 x 3 x 1 x 2/],
    ['two dimensions', short(40, 2), /is 2-D/],
    ['the header of a pair', (header) => header.setUint8(345, 105), /the magic "ni1"/],
    ['an Analyze header', (header) => header.setUint32(344, 0), /the magic ""/],
  ])('%s', async (_, edit, message) => {
    writeNifti(path, volume, edit);
    expect(await refusalOf(path)).toMatch(message);
  });
});
