import type { Voxels } from '../../src/array/voxels.js';
import { identityDirection, type Volume, voxelCount } from '../../src/image/volume.js';

/** A float32 volume with the identity geometry, 2 mm voxels and zeros, or as told otherwise. */
export function makeVolume<T extends Voxels = Float32Array>(
  parts: Partial<Volume<T>> & Pick<Volume<T>, 'size'>,
): Volume<T> {
  return {
    spacing: [2, 2, 2],
    origin: [0, 0, 0],
    direction: identityDirection,
    data: new Float32Array(voxelCount(parts.size)) as unknown as T,
    ...parts,
  };
}
