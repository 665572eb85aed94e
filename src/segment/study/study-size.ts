import { elementBytes, type MetaHeader, readMetaHeader } from '../../image/meta-header.js';
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
 * @returns null for formats other than MetaImage and for files that are unusable, which reading will
 *   explain: then the size shows only after reading
 */
export async function peekStudySize(petPath: string, ctPath: string): Promise<StudySize | null> {
  if (![petPath, ctPath].every((path) => /\.mh[ad]$/i.test(path))) return null;
  const headers = Promise.all([readMetaHeader(petPath), readMetaHeader(ctPath)]);
  const [pet, ct] = await headers.catch(() => [null, null]);
  if (pet === null || ct === null) return null;
  const count = ({ size }: { size: readonly number[] }) => size.reduce((a, b) => a * b, 1);
  const bytes = (header: MetaHeader) => elementBytes[header.elementType] ?? 4;
  const [x = 1, y = 1, z = 1] = pet.spacing;
  const voxels = count(pet);
  const isOneGrid = pet.size.every((n, i) => n === ct.size[i]);
  return {
    voxels,
    spacing: [x, y, z],
    fileBytes: { pet: voxels * bytes(pet), ct: count(ct) * bytes(ct) },
    // Types that are not kept as they are become float32, and so does a CT that is resampled.
    storedBytes: voxels * (Math.min(bytes(pet), 4) + (isOneGrid ? Math.min(bytes(ct), 4) : 4)),
  };
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
