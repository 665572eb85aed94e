import { sameGrid } from '../../image/same-grid.js';
import type { StoredImage } from '../../image/stored/stored-image.js';
import { bytesPerVoxel, keptTypes } from '../../image/stored/voxel-type.js';
import { type Vec3, voxelCount } from '../../image/volume.js';
import type { OpenStudy } from './open-study.js';

/** What a study will take, as far as its files' headers tell. */
export interface StudySize {
  /** Voxels of the PET's grid, on which both images will be. */
  readonly voxels: number;
  /** Voxel size of that grid along its index axes, mm. */
  readonly spacing: Vec3;
  /** Bytes of the voxels in each file, decompressed. */
  readonly fileBytes: { readonly pet: number; readonly ct: number };
  /** Bytes of both images once they are on the PET's grid. */
  readonly storedBytes: number;
}

/** A study's size by its headers. */
export function studySize({ pet, ct, scale }: OpenStudy): StudySize {
  const { size, spacing } = pet.geometry;
  const voxels = voxelCount(size);
  return {
    voxels,
    spacing,
    fileBytes: {
      pet: voxels * bytesPerVoxel(pet.voxels.type),
      ct: voxelCount(ct.geometry.size) * bytesPerVoxel(ct.voxels.type),
    },
    // A CT that is resampled and a PET that is turned into SUV become float32.
    storedBytes:
      voxels *
      ((scale.factor === 1 ? decodedBytes(pet) : 4) +
        (sameGrid(ct.geometry, pet.geometry) ? decodedBytes(ct) : 4)),
  };
}

/** Bytes of a voxel once read: types that are not kept as they are become float32. */
function decodedBytes({ voxels: { type, scale } }: StoredImage): number {
  return scale === null && keptTypes.has(type) ? bytesPerVoxel(type) : 4;
}
