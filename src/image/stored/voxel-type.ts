/** The types of voxels that files hold. */
export type VoxelType = keyof typeof voxelTypes;

/** The array of each voxel type; 64-bit integers come as bigint. */
const voxelTypes = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** An array of voxels as a file stores them. */
export type StoredArray = InstanceType<(typeof voxelTypes)[VoxelType]>;

/** Types that are kept in memory as they are. */
export const keptTypes: ReadonlySet<VoxelType> = new Set(['float32', 'int16', 'uint16', 'uint8']);

/** Bytes of one voxel. */
export function bytesPerVoxel(type: VoxelType): number {
  return voxelTypes[type].BYTES_PER_ELEMENT;
}

/** A buffer as voxels of a type, in this machine's byte order. */
export function asVoxels(type: VoxelType, buffer: SharedArrayBuffer): StoredArray {
  const Type = voxelTypes[type] as new (buffer: SharedArrayBuffer) => StoredArray;
  return new Type(buffer);
}
