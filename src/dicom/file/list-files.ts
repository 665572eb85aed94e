import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { isSystemError } from '../../files/system-error.js';
import { walkFolders } from '../../files/walk-folders.js';

/**
 * All files below a folder, at any depth and through links, a folder's own before those of the folders in it. A
 * folder of a CD is full of other things; whether a file is DICOM is for its content to say.
 *
 * @throws InputError when a folder cannot be read
 */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const walked = await walkFolders(folder).catch(refuse);
  return walked.flatMap(({ path, entries }) =>
    entries.filter(({ isFile }) => isFile).map(({ name }) => join(path, name)),
  );
}

/** Folder names may be names of patients. */
function refuse(error: unknown): never {
  if (!isSystemError(error)) throw error;
  throw new InputError(
    `A folder of DICOM files cannot be read (${error.code}). Expected a folder, or a .zip, that may be read.`,
    { cause: error },
  );
}
