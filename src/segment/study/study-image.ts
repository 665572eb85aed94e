import type { Voxels } from '../../array/voxels.js';
import { readStoredVolume } from '../../image/read/read-volume.js';
import { countVoxels } from '../../image/read/read-voxels.js';
import type { StoredImage } from '../../image/stored/stored-image.js';
import { bytesPerVoxel, keptTypes } from '../../image/stored/voxel-type.js';
import { type Geometry, type Volume, voxelCount } from '../../image/volume.js';
import type { Log } from '../../log.js';

/** An image of a study, wherever it comes from, before any voxel is read. */
export interface StudyImage {
  /** What it is called in messages and reports. */
  readonly path: string;
  readonly geometry: Geometry;
  /** Of its voxels as stored, decompressed. */
  readonly fileBytes: number;
  /** Of a voxel once read. */
  readonly bytesPerVoxel: number;
  /**
   * Reads the voxels; tells what is odd about them.
   *
   * @throws InputError when they cannot be used
   */
  read(log: Log): Promise<Volume<Voxels>>;
  /** @throws InputError when there are fewer voxels than the header says */
  count(): Promise<void>;
}

/** An image file. */
export function imageOfFile(image: StoredImage): StudyImage {
  const { path, geometry } = image;
  const { type, scale } = image.voxels;
  return {
    path,
    geometry,
    fileBytes: voxelCount(geometry.size) * bytesPerVoxel(type),
    // Types that are not kept as they are become float32.
    bytesPerVoxel: scale === null && keptTypes.has(type) ? bytesPerVoxel(type) : 4,
    read: (log) =>
      readStoredVolume(image, (remark) => {
        log.warn({ path }, `${path}: ${remark}`);
      }),
    count: () => countVoxels(image),
  };
}
