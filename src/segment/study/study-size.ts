import { openImage } from '../../image/read/open-image.js';
import type { StoredImage } from '../../image/stored/stored-image.js';
import { bytesPerVoxel, keptTypes } from '../../image/stored/voxel-type.js';
import { type Vec3, voxelCount } from '../../image/volume.js';
import type { Study } from './read-study.js';

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

/**
 * Reads a study's size off the headers, before any voxel is read.
 *
 * @returns null for files that are unusable, which reading will explain
 */
export async function peekStudySize(petPath: string, ctPath: string): Promise<StudySize | null> {
  const images = Promise.all([openImage(petPath), openImage(ctPath)]);
  const [pet, ct] = await images.catch(() => [null, null]);
  if (pet === null || ct === null) return null;
  const { size, spacing } = pet.geometry;
  const voxels = voxelCount(size);
  const ctVoxels = voxelCount(ct.geometry.size);
  const isOneGrid = size.every((n, axis) => n === ct.geometry.size[axis]);
  return {
    voxels,
    spacing,
    fileBytes: {
      pet: voxels * bytesPerVoxel(pet.voxels.type),
      ct: ctVoxels * bytesPerVoxel(ct.voxels.type),
    },
    // A CT that is resampled becomes float32.
    storedBytes: voxels * (decodedBytes(pet) + (isOneGrid ? decodedBytes(ct) : 4)),
  };
}

/** Bytes of a voxel once read: types that are not kept as they are become float32. */
function decodedBytes({ voxels: { type, scale } }: StoredImage): number {
  return scale === null && keptTypes.has(type) ? bytesPerVoxel(type) : 4;
}

/** The size of a study that has been read. */
export function studySize({ pet, ct }: Study): StudySize {
  return {
    voxels: voxelCount(pet.size),
    spacing: pet.spacing,
    fileBytes: { pet: 0, ct: 0 },
    storedBytes: pet.data.byteLength + ct.data.byteLength,
  };
}
