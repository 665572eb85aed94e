import { standInSide, standInVoxels } from '../stored/stand-in-voxels.js';
import type { StandIn } from '../stored/stored-image.js';
import { bytesPerVoxel, type VoxelType } from '../stored/voxel-type.js';
import { headerBytes, type NiftiHeader } from './parse-nifti-header.js';

// data_type and db_name, descrip and aux_file, intent_name.
const texts = [
  [4, 28],
  [148, 104],
  [328, 16],
] as const;

const voxelOffset = headerBytes[1] + 4;

/**
 * A small NIfTI-1 file with the header of a large one. ITK cannot read NIfTI-2, whose fields are
 * written as NIfTI-1 has them: then it shows the same place up to rounding to float32.
 *
 * @param start the first bytes of the large file
 */
export function niftiStandIn(
  header: NiftiHeader,
  type: VoxelType,
  start: Buffer,
): Omit<StandIn, 'reading'> {
  const isVerbatim = header.version === 1;
  const little = header.isLittleEndian;
  const bytes = new Uint8Array(voxelOffset);
  const view = new DataView(bytes.buffer);
  if (isVerbatim) bytes.set(start.subarray(0, headerBytes[1]));
  else writeFields(view, header);
  // ITK in WebAssembly stumbles over umlauts in what is only text.
  for (const [at, length] of texts) bytes.fill(0, at, at + length);
  const dim = [3, standInSide, standInSide, standInSide, 1, 1, 1, 1];
  for (const [i, n] of dim.entries()) view.setInt16(40 + 2 * i, n, little);
  view.setInt16(72, 8 * bytesPerVoxel(type), little);
  view.setFloat32(108, voxelOffset, little);
  return {
    bytes: Buffer.concat([bytes, standInVoxels(type, little)]),
    ending: 'nii',
    isVerbatim,
  };
}

/** A NIfTI-1 header, of the fields that matter. */
export function writeFields(
  view: DataView,
  header: Omit<NiftiHeader, 'version' | 'dim' | 'bitsPerVoxel' | 'voxelOffset'>,
): void {
  const little = header.isLittleEndian;
  const floats = (at: number, values: readonly number[]): void => {
    for (const [i, value] of values.entries()) view.setFloat32(at + 4 * i, value, little);
  };
  view.setInt32(0, headerBytes[1], little);
  view.setInt16(70, header.datatype, little);
  floats(76, header.pixdim);
  floats(112, [header.slope, header.intercept]);
  view.setUint8(123, header.units & 255);
  view.setInt16(252, header.qformCode, little);
  view.setInt16(254, header.sformCode, little);
  floats(256, header.quaternion);
  floats(280, header.sform);
  for (const [i, letter] of [...'n+1'].entries()) view.setUint8(344 + i, letter.charCodeAt(0));
}
