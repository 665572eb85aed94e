import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { oneFileEndings } from '../../files/endings.js';
import { fileNames } from '../../files/file-names.js';
import { imageNames } from '../../files/image-names.js';
import { isSystemError, systemError } from '../../files/system-error.js';
import type { Job, JobImage } from './read-predictions.js';

/**
 * Finds the one mask that a job left.
 *
 * @param input folder with a folder per job
 * @param slug socket of the mask; null where the job has one image output, or one of lesions
 * @returns null when there is none
 * @throws InputError when there are several, or it is not clear which socket is meant
 */
export async function findMask(
  input: string,
  job: Job,
  slug: string | null,
): Promise<string | null> {
  const socket = socketOf(job, slug);
  if (socket === null) return null;
  const folder = join(input, job.pk, 'output', socket.relativePath);
  const entries = await fileNames(folder).catch((cause: unknown) => {
    if (isSystemError(cause) && cause.code === 'ENOENT') return [];
    throw systemError(cause, folder, 'read', InputError);
  });
  const images = imageNames(entries, oneFileEndings);
  if (images.length > 1) {
    throw new InputError(
      `Job ${job.pk} left ${images.length} images in ${socket.relativePath}: ${images.join(', ')}. Expected one mask.`,
    );
  }
  return images[0] === undefined ? null : join(folder, images[0]);
}

function socketOf({ pk, outputs }: Job, slug: string | null): JobImage | null {
  if (outputs.length === 0) return null;
  const candidates =
    slug === null
      ? [outputs, outputs.filter((output) => /lesion.*segmentation/.test(output.slug))]
      : [outputs.filter((output) => output.slug === slug)];
  const only = candidates.find(({ length }) => length === 1)?.[0];
  if (only !== undefined) return only;
  const found = outputs.map((output) => output.slug).join(', ');
  throw new InputError(
    slug === null
      ? `Job ${pk} has several image outputs: ${found}. Say which one is the mask with the setting output_socket.`
      : `Job ${pk} has no image output "${slug}", only: ${found}. Correct the setting output_socket.`,
  );
}
