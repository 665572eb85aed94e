import { access, constants } from 'node:fs/promises';
import type { Voxels } from '../array/voxels.js';
import { AutopetError, InputError } from '../errors.js';
import { endingOf, imageEndings } from '../files/endings.js';
import { isSystemError, systemError } from '../files/system-error.js';
import { readWithItk } from './itk.js';
import type { PlainImage } from './itk-worker.js';
import { readMetaImage } from './read-meta-image.js';
import { readNifti } from './read-nifti.js';
import type { Geometry, Mat3, Vec3, Volume } from './volume.js';
import { voxelCount } from './volume.js';

// Directions of real scanners are orthonormal to about 1e-6 after a few format conversions.
const directionTolerance = 1e-3;

/**
 * Reads a 3-D single-channel image in its own voxel type (types that JavaScript lacks a small array
 * for become float32).
 *
 * @param path an .mha, .mhd, .nii, .nii.gz or .nrrd file
 * @throws InputError when the file is missing, damaged, not 3-D, has several channels, or has a
 *   geometry that no scanner makes
 */
export async function readVolume(path: string): Promise<Volume<Voxels>> {
  await checkName(path);
  const image = await readImage(path).catch((cause: Error) => {
    if (cause instanceof AutopetError || isSystemError(cause)) {
      throw systemError(cause, path, 'read', InputError);
    }
    throw new InputError(
      `${path} cannot be read (${cause.message}). It may be damaged or truncated: copy or export it again.`,
      { cause },
    );
  });
  const geometry = geometryOf(path, image);
  const data = voxelsOf(path, image);
  if (data.length !== voxelCount(geometry.size)) {
    throw new InputError(
      `${path} holds ${data.length} voxels, but its size is ${geometry.size.join(' x ')}. The file is damaged: export it again.`,
    );
  }
  return { ...geometry, data };
}

async function checkName(path: string): Promise<void> {
  if (endingOf(path) === null) {
    throw new InputError(
      `${path} is not an image that autopet reads. Expected a file ending in ${imageEndings.join(', ')}.`,
    );
  }
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
}

async function readImage(path: string): Promise<PlainImage> {
  const name = path.toLowerCase();
  if (name.endsWith('.mha') || name.endsWith('.mhd')) return readMetaImage(path);
  if (name.endsWith('.nii') || name.endsWith('.nii.gz')) return readNifti(path);
  return readWithItk(path);
}

function geometryOf(path: string, image: PlainImage): Geometry {
  const rank = image.size.length;
  const isVolume = rank >= 3 && image.size.slice(3).every((n) => n === 1);
  if (!isVolume || image.components !== 1) {
    throw new InputError(
      `${path} is ${rank}-D (${image.size.join(' x ')}) with ${image.components} channel(s). Expected one 3-D image with one value per voxel.`,
    );
  }
  const spacing = triple(image.spacing);
  if (!spacing.every((mm) => Number.isFinite(mm) && mm > 0)) {
    throw new InputError(
      `${path} has voxel spacing ${spacing.join(' x ')} mm. Expected three positive numbers.`,
    );
  }
  const direction = [0, 1, 2].flatMap((row) =>
    // NIfTI's conversion leaves negative zeros.
    image.direction.slice(row * rank, row * rank + 3).map((cosine) => cosine + 0),
  ) as unknown as Mat3;
  checkOrthonormal(path, direction);
  return { size: triple(image.size), spacing, origin: triple(image.origin), direction };
}

function triple(values: readonly number[]): Vec3 {
  return [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
}

function checkOrthonormal(path: string, d: Mat3): void {
  const column = (i: number): number[] => [d[i] ?? 0, d[i + 3] ?? 0, d[i + 6] ?? 0];
  for (let i = 0; i < 3; i++) {
    for (let j = i; j < 3; j++) {
      const dot = column(i).reduce((sum, v, k) => sum + v * (column(j)[k] ?? 0), 0);
      if (!(Math.abs(dot - (i === j ? 1 : 0)) <= directionTolerance)) {
        throw new InputError(
          `${path} has direction cosines ${d.join(' ')}, which are not orthonormal. A sheared grid cannot be segmented: resample the image onto a rectangular grid first.`,
        );
      }
    }
  }
}

function voxelsOf(path: string, image: PlainImage): Voxels {
  const { data } = image;
  if (
    data instanceof Float32Array ||
    data instanceof Int16Array ||
    data instanceof Uint16Array ||
    data instanceof Uint8Array
  ) {
    return data;
  }
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return Float32Array.from(data, Number);
  }
  if (
    data instanceof Float64Array ||
    data instanceof Int32Array ||
    data instanceof Uint32Array ||
    data instanceof Int8Array
  ) {
    return new Float32Array(data);
  }
  throw new InputError(`${path} holds no voxels that autopet understands.`);
}
