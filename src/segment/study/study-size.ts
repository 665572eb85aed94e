import { sameGrid } from '../../image/same-grid.js';
import { type Vec3, voxelCount } from '../../image/volume.js';
import type { OpenStudy } from './open-study.js';
import type { StudyImage } from './study-image.js';

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
    fileBytes: { pet: pet.fileBytes, ct: ct?.fileBytes ?? 0 },
    // A CT that is resampled and a PET that is turned into SUV become float32.
    storedBytes:
      voxels *
      ((scale.factor === 1 ? pet.bytesPerVoxel : 4) + (ct === null ? 0 : bytesOnGrid(ct, pet))),
  };
}

function bytesOnGrid(ct: StudyImage, pet: StudyImage): number {
  return sameGrid(ct.geometry, pet.geometry) ? ct.bytesPerVoxel : 4;
}
