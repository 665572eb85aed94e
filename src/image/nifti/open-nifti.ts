import { InputError } from '../../errors.js';
import type { StoredImage, StoredVoxels } from '../stored/stored-image.js';
import { bytesPerVoxel } from '../stored/voxel-type.js';
import type { Vec3 } from '../volume.js';
import { niftiGeometry } from './nifti-geometry.js';
import { niftiStandIn } from './nifti-stand-in.js';
import {
  headerBytes,
  type NiftiHeader,
  niftiTypes,
  parseNiftiHeader,
} from './parse-nifti-header.js';

/**
 * Reads the header of a NIfTI-1 or NIfTI-2 image (.nii, .nii.gz) and refuses what nibabel and ITK
 * read differently.
 *
 * @param start the first bytes of the file, inflated
 * @throws InputError when the header is unusable or may be read in two ways
 */
export function openNifti(path: string, start: Buffer, isGzipped: boolean): StoredImage {
  const header = parseNiftiHeader(path, start);
  const type = niftiTypes[header.datatype];
  if (type === undefined) {
    throw new InputError(
      `${path}: the header says datatype = ${header.datatype}. Expected one of ${Object.keys(niftiTypes).join(', ')}: one real number per voxel.`,
    );
  }
  const bits = 8 * bytesPerVoxel(type);
  if (header.bitsPerVoxel !== bits && header.bitsPerVoxel !== 0) {
    throw new InputError(
      `${path}: the header says bitpix = ${header.bitsPerVoxel}. Expected ${bits} for its datatype ${header.datatype} (${type}); one of the two is wrong.`,
    );
  }
  const { geometry, reading, remarks } = niftiGeometry(path, header, sizeOf(path, header));
  refuseOtherUnits(path, header);
  const voxels: StoredVoxels = {
    path,
    start: 0,
    end: Number.POSITIVE_INFINITY,
    encoding: isGzipped ? 'gzip' : 'raw',
    skip: offsetOf(path, header),
    type,
    isLittleEndian: header.isLittleEndian,
    scale: scaleOf(path, header),
  };
  const standIn = { ...niftiStandIn(header, type, start), reading };
  return { path, format: 'NIfTI', geometry, voxels, standIn, remarks };
}

function sizeOf(path: string, { dim }: NiftiHeader): Vec3 {
  const [rank = 0, ...all] = dim;
  const size = all.slice(0, Math.max(0, Math.min(rank, 7)));
  const [x = 0, y = 0, z = 0] = size;
  if (rank >= 3 && rank <= 7 && size.slice(3).every((n) => n === 1)) return [x, y, z];
  throw new InputError(
    `${path} is ${rank}-D (${size.join(' x ')}). Expected one 3-D image with one value per voxel.`,
  );
}

function offsetOf(path: string, { voxelOffset, version }: NiftiHeader): number {
  const least = headerBytes[version] + 4;
  if (Number.isSafeInteger(voxelOffset) && voxelOffset >= least) return voxelOffset;
  throw new InputError(
    `${path}: the header says vox_offset = ${voxelOffset}. Expected a whole number from ${least} on: before that is the header, and nibabel and ITK begin to read at different places. Write the image again with one of them.`,
  );
}

// Below it ITK takes a slope for none.
const leastSlope = 2 ** -52;

function scaleOf(path: string, { slope, intercept }: NiftiHeader): StoredVoxels['scale'] {
  const isNone = slope === 0 || !Number.isFinite(slope);
  const isShift = Number.isFinite(intercept) && intercept !== 0;
  if (isNone ? isShift : !Number.isFinite(intercept) || Math.abs(slope) < leastSlope) {
    throw new InputError(
      `${path}: the header says scl_slope = ${slope} and scl_inter = ${intercept}, which nibabel and ITK apply differently. Expected both to be numbers, or a slope of 0 and an intercept of 0 for no scale: write the image again with the values meant.`,
    );
  }
  return isNone || (slope === 1 && intercept === 0) ? null : { slope, intercept };
}

function refuseOtherUnits(path: string, { units }: NiftiHeader): void {
  const names: Readonly<Record<number, string>> = { 1: 'metres', 3: 'micrometres' };
  // ITK's reading of the lowest three bits; 0 is unknown and 2 is mm, and both are taken for mm.
  const name = names[units & 7];
  if (name === undefined) return;
  throw new InputError(
    `${path}: xyzt_units says that its voxel sizes are in ${name}. ITK takes them so; nibabel takes all numbers for mm. Write the image again in mm: header.set_xyzt_units('mm').`,
  );
}
