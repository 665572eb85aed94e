import { open, stat } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { sha256Of } from '../../files/sha256-of.js';
import { systemError } from '../../files/system-error.js';
import { openImage } from '../../image/read/open-image.js';
import { voxelCount } from '../../image/volume.js';
import { type CohortStudy, isDicom } from '../cohort-study.js';
import type { PlannedInput } from './cohort-plan.js';

/** A study's size and its files. */
export interface DescribedStudy {
  /** Of the PET; of DICOM half the bytes of all slices, about those of PET and CT together. */
  readonly voxels: number;
  /** PET and CT; of DICOM one entry for all of its files. */
  readonly inputs: readonly PlannedInput[];
}

const startBytes = 2 ** 20;

/**
 * Describes the files of a study as they are now, by size, time and first MiB: cheap enough for a hundred thousand studies. The run
 * sums them up whole.
 *
 * @throws InputError when one cannot be read, or is no image
 */
export async function describeInputs(study: CohortStudy): Promise<DescribedStudy> {
  if (isDicom(study)) {
    const input = await describeSlices(study.images);
    return { voxels: Math.round(input.bytes / 2), inputs: [input] };
  }
  const paths = study.ct === null ? [study.pet] : [study.pet, study.ct];
  const [pet] = await Promise.all(paths.map(openImage));
  return {
    voxels: voxelCount(pet!.geometry.size),
    inputs: await Promise.all(paths.map(describeInput)),
  };
}

/**
 * Describes one file.
 *
 * @throws InputError when it cannot be read
 */
export async function describeInput(path: string): Promise<PlannedInput> {
  return readable(path, async () => {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, startBytes)));
      return {
        path,
        bytes: size,
        modified: Math.floor(mtimeMs),
        start: sha256Of(buffer.subarray(0, bytesRead)),
      };
    } finally {
      await file.close();
    }
  });
}

/** Slices are small and many: what counts are their sizes. */
async function describeSlices(paths: readonly string[]): Promise<PlannedInput> {
  const found = await Promise.all(paths.map((path) => readable(path, () => stat(path))));
  const sizes = found.map(({ size }) => size).sort((a, b) => a - b);
  return {
    path: '',
    bytes: sizes.reduce((all, size) => all + size, 0),
    modified: Math.floor(Math.max(...found.map(({ mtimeMs }) => mtimeMs))),
    start: sha256Of(sizes.join(' ')),
  };
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
}
