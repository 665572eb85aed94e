/** Voxel values that a volume may hold. */
export type Voxels = Float32Array | Int16Array | Uint16Array | Uint8Array;
