import { basename } from 'node:path';
import type { Voxels } from '../../array/voxels.js';
import { ResourceError, UsageError } from '../../errors.js';
import type { PlannedFile } from '../../files/write-together.js';
import { writeWhole } from '../../files/write-whole.js';
import { writeMetaImage } from '../meta-image/write-meta-image.js';
import { writeNifti } from '../nifti/write-nifti.js';
import { writeNrrd } from '../nrrd/write-nrrd.js';
import { readVolume } from '../read/read-volume.js';
import { directionTolerance } from '../stored/check-geometry.js';
import type { Geometry, Volume } from '../volume.js';

/** How each kind of file is written, and how far its numbers may be from those that were meant. */
const formats = {
  '.mha': { write: writeMetaImage, tolerance: 1e-12, directionTolerance: 1e-12 },
  // Its numbers are float32, and its quaternion has no shear.
  '.nii.gz': { write: writeNifti, tolerance: 1e-6, directionTolerance },
  '.nrrd': { write: writeNrrd, tolerance: 1e-12, directionTolerance: 1e-12 },
} as const;

type Ending = keyof typeof formats;

/** The file endings that masks and probabilities are written with. */
export const writableEndings = Object.keys(formats) as readonly Ending[];

/**
 * Writes a volume in the format that its name asks for, compressed, so that no half-written or
 * misplaced image can ever be seen under its name: it is written beside it, read back, compared, and
 * only then renamed into place.
 *
 * @param path ends in .mha, .nii.gz or .nrrd
 * @throws UsageError when the path ends otherwise or cannot be written to
 * @throws ResourceError when the disk is full or what was read back differs
 */
export async function writeVolume(path: string, volume: Volume<Voxels>): Promise<void> {
  await writeWhole(path, volumeFile(path, volume).write);
}

/**
 * As {@link writeVolume}, for files that are written together.
 *
 * @throws UsageError when the path ends otherwise
 */
export function volumeFile(path: string, volume: Volume<Voxels>): PlannedFile {
  const ending = checkMaskName(path);
  return {
    path,
    write: async (partial) => {
      await formats[ending].write(partial, volume);
      await verify(path, partial, ending, volume);
    },
  };
}

/**
 * Checks that a path is that of an image which can be written.
 *
 * @returns its ending
 * @throws UsageError when it does not end in .mha, .nii.gz or .nrrd
 */
export function checkMaskName(path: string): Ending {
  const ending = writableEndings.find((ending) => path.endsWith(ending));
  if (ending !== undefined && basename(path) !== ending) return ending;
  const lowered = writableEndings.find((ending) => path.toLowerCase().endsWith(ending));
  const found = path.slice(path.length - (lowered?.length ?? 0));
  throw new UsageError(
    lowered === undefined || found === lowered
      ? `${path} is not a name for a mask. Expected a file ending in ${writableEndings.join(', ')}.`
      : `${path} ends in ${found}, by which SimpleITK and nibabel do not know every format. Expected ${lowered}: name it ${basename(path).slice(0, -found.length)}${lowered}.`,
  );
}

async function verify(
  path: string,
  partial: string,
  ending: Ending,
  expected: Volume<Voxels>,
): Promise<void> {
  const found = await readVolume(partial).catch((cause: Error) => {
    throw new ResourceError(
      `${path} was not kept: read back after writing, ${cause.message} The disk may be full or failing.`,
      { cause },
    );
  });
  const differs = differenceOf(found, expected, ending);
  if (differs !== null || !sameVoxels(found.data, expected.data)) {
    throw new ResourceError(
      `${path} was not kept: read back after writing, its ${differs ?? 'voxels'} differ from what was meant. The disk may be full or failing.`,
    );
  }
}

function differenceOf(found: Geometry, expected: Geometry, ending: Ending): keyof Geometry | null {
  const keys = ['size', 'spacing', 'origin', 'direction'] as const;
  const format = formats[ending];
  const close = (a: number, b: number, tolerance: number): boolean =>
    Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
  return (
    keys.find((key) => {
      const tolerance = key === 'direction' ? format.directionTolerance : format.tolerance;
      return !expected[key].every((value, i) =>
        close(found[key][i] ?? Number.NaN, value, tolerance),
      );
    }) ?? null
  );
}

function sameVoxels(found: Voxels, expected: Voxels): boolean {
  const bytes = (view: ArrayBufferView): Buffer =>
    Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return found.constructor === expected.constructor && bytes(found).equals(bytes(expected));
}
