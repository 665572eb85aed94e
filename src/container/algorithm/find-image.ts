import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { imageEndings } from '../../files/endings.js';
import { fileNames } from '../../files/file-names.js';
import { imageNames } from '../../files/image-names.js';
import { systemError } from '../../files/system-error.js';

/**
 * Finds the one image in an input folder of the platform; folders, and files that are no images, do not count.
 *
 * @param what the image is called in messages: PET or CT
 * @throws InputError when there is none, or more than one
 */
export async function findImage(folder: string, what: string): Promise<string> {
  const entries = await fileNames(folder).catch((cause: unknown) => {
    throw systemError(cause, `The folder of the ${what}, ${folder},`, 'read', InputError);
  });
  const images = imageNames(entries);
  const [only, ...others] = images;
  if (only !== undefined && others.length === 0) return join(folder, only);
  const found = images.length > 0 ? images.join(', ') : 'no image';
  throw new InputError(
    `Expected exactly one ${what} in ${folder} (${imageEndings.join(', ')}), found ${found}${entries.length > images.length ? ` and ${entries.length - images.length} other file(s)` : ''}.`,
  );
}
