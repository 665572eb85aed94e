import { bytesPerVoxel, type VoxelType } from './voxel-type.js';

/** Voxels of a stand-in, along each axis and in all. */
export const standInSide = 2;
export const standInCount = standInSide ** 3;

/** The voxels 0 to 7 as a file stores them. */
export function standInVoxels(type: VoxelType, isLittleEndian: boolean): Uint8Array {
  const size = bytesPerVoxel(type);
  const view = new DataView(new ArrayBuffer(size * standInCount));
  for (let i = 0; i < standInCount; i++) write(view, i * size, type, i, isLittleEndian);
  return new Uint8Array(view.buffer);
}

function write(
  view: DataView,
  at: number,
  type: VoxelType,
  value: number,
  isLittleEndian: boolean,
): void {
  if (type === 'float32') view.setFloat32(at, value, isLittleEndian);
  else if (type === 'float64') view.setFloat64(at, value, isLittleEndian);
  // The values are small and positive, so that signed and unsigned types store them alike.
  else if (type.endsWith('int8')) view.setUint8(at, value);
  else if (type.endsWith('int16')) view.setUint16(at, value, isLittleEndian);
  else if (type.endsWith('int32')) view.setUint32(at, value, isLittleEndian);
  else view.setBigUint64(at, BigInt(value), isLittleEndian);
}
