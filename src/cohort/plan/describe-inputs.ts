import { closeSync, fstatSync, open, read } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { InputError } from '../../errors.js';
import { sha256Of } from '../../files/sha256-of.js';
import { systemError } from '../../files/system-error.js';
import { openImage } from '../../image/read/open-image.js';
import { voxelCount } from '../../image/volume.js';
import { type CohortStudy, isDicom } from '../cohort-study.js';
import type { DescribedStudy, PlannedInput } from './cohort-plan.js';

const startBytes = 2 ** 20;

/**
 * Describes the files of a study as they are now, by size, time and first MiB: cheap enough for a hundred thousand studies. The run
 * sums them up whole.
 *
 * @throws InputError when one cannot be read, or is no image
 */
export async function describeInputs(study: CohortStudy): Promise<Omit<DescribedStudy, 'study'>> {
  if (isDicom(study)) {
    const input = await describeSlices(study.images);
    return { voxels: Math.round(input.bytes / 2), inputs: [input] };
  }
  const paths = study.ct === null ? [study.pet] : [study.pet, study.ct];
  const described = await Promise.all(paths.map(describeImage));
  return {
    voxels: described[0]!.voxels,
    inputs: described.map(({ input }) => input),
  };
}

/** One image, opened once. */
async function describeImage(
  path: string,
): Promise<{ readonly input: PlannedInput; readonly voxels: number }> {
  const { size, mtimeMs, start } = await readable(path, () => lookInto(path));
  const { geometry } = await openImage(path, start);
  const sum = sha256Of(start ?? '');
  const input = { path, bytes: size, modified: Math.floor(mtimeMs), start: sum };
  return { input, voxels: voxelCount(geometry.size) };
}

const openFile = promisify(open);
const readFrom = promisify(read);

/** Size, time and first MiB of a file. What the system knows of an open file is asked without a thread: that is most of the time. */
async function lookInto(path: string) {
  const file = await openFile(path, 'r');
  try {
    const found = fstatSync(file);
    const { size, mtimeMs } = found;
    // What else it is, openImage says.
    if (!found.isFile()) return { size, mtimeMs, start: null };
    const most = Math.min(size, startBytes);
    const { buffer, bytesRead } = await readFrom(file, Buffer.allocUnsafe(most), 0, most, 0);
    return { size, mtimeMs, start: buffer.subarray(0, bytesRead) };
  } finally {
    closeSync(file);
  }
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
