import { InputError } from '../../errors.js';
import type { VoxelType } from '../stored/voxel-type.js';

/** The fields of a NIfTI-1 or NIfTI-2 header that say what its image is and where it lies. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly isLittleEndian: boolean;
  /** Rank, then sizes. */
  readonly dim: readonly number[];
  readonly datatype: number;
  readonly bitsPerVoxel: number;
  /** Handedness of the quaternion, then voxel sizes. */
  readonly pixdim: readonly number[];
  readonly voxelOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly units: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** quatern_b, c, d and qoffset_x, y, z. */
  readonly quaternion: readonly number[];
  /** Three rows of four, in RAS mm. */
  readonly sform: readonly number[];
}

/** Bytes of either header. */
export const headerBytes = { 1: 348, 2: 540 } as const;

/** Types of voxels that hold one real number each, by their NIfTI code. */
export const niftiTypes: Readonly<Record<number, VoxelType>> = {
  2: 'uint8',
  4: 'int16',
  8: 'int32',
  16: 'float32',
  64: 'float64',
  256: 'int8',
  512: 'uint16',
  768: 'uint32',
  1024: 'int64',
  1280: 'uint64',
};

/** Which NIfTI header some bytes start with; null for none. */
export function niftiVersion(
  start: Buffer,
): { readonly version: 1 | 2; readonly isLittleEndian: boolean } | null {
  if (start.length < 4) return null;
  for (const version of [1, 2] as const) {
    if (start.readInt32LE(0) === headerBytes[version]) return { version, isLittleEndian: true };
    if (start.readInt32BE(0) === headerBytes[version]) return { version, isLittleEndian: false };
  }
  return null;
}

/**
 * Reads the fields of a NIfTI header.
 *
 * @param path names the file in messages
 * @throws InputError when the bytes are no whole header of a single-file NIfTI
 */
export function parseNiftiHeader(path: string, start: Buffer): NiftiHeader {
  const found = niftiVersion(start);
  if (found === null || start.length < headerBytes[found.version]) {
    throw new InputError(
      `${path} is not a NIfTI file: it does not start with a whole NIfTI header. It may be truncated or another format.`,
    );
  }
  const { version, isLittleEndian: little } = found;
  const magic = start.toString('latin1', ...(version === 1 ? [344, 348] : [4, 8]));
  if (magic !== (version === 1 ? 'n+1\0' : 'n+2\0')) {
    const name = JSON.stringify(magic.replace(/\0+$/, ''));
    throw new InputError(
      `${path}: its header has the magic ${name}. Expected "n+${version}": a NIfTI that holds its voxels itself. A pair of .hdr and .img or an Analyze file must be converted to .nii.gz or .mha.`,
    );
  }
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  return version === 1 ? parse1(view, little) : parse2(view, little);
}

/** Places as in nifti1.h. */
function parse1(view: DataView, little: boolean): NiftiHeader {
  const int16 = (at: number) => view.getInt16(at, little);
  const float = (at: number) => view.getFloat32(at, little);
  return {
    version: 1,
    isLittleEndian: little,
    dim: several(8, 40, 2, int16),
    datatype: int16(70),
    bitsPerVoxel: int16(72),
    pixdim: several(8, 76, 4, float),
    voxelOffset: float(108),
    slope: float(112),
    intercept: float(116),
    units: view.getUint8(123),
    qformCode: int16(252),
    sformCode: int16(254),
    quaternion: several(6, 256, 4, float),
    sform: several(12, 280, 4, float),
  };
}

/** Places as in nifti2.h. */
function parse2(view: DataView, little: boolean): NiftiHeader {
  const int32 = (at: number) => view.getInt32(at, little);
  const int64 = (at: number) => Number(view.getBigInt64(at, little));
  const float = (at: number) => view.getFloat64(at, little);
  return {
    version: 2,
    isLittleEndian: little,
    dim: several(8, 16, 8, int64),
    datatype: view.getInt16(12, little),
    bitsPerVoxel: view.getInt16(14, little),
    pixdim: several(8, 104, 8, float),
    voxelOffset: int64(168),
    slope: float(176),
    intercept: float(184),
    units: int32(500),
    qformCode: int32(344),
    sformCode: int32(348),
    quaternion: several(6, 352, 8, float),
    sform: several(12, 400, 8, float),
  };
}

function several(
  count: number,
  start: number,
  step: number,
  read: (at: number) => number,
): readonly number[] {
  return Array.from({ length: count }, (_, i) => read(start + i * step));
}
