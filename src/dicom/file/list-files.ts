import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { isSystemError } from '../../files/system-error.js';

/**
 * All files below a folder, at any depth, in order of their names. A folder of a CD is full of other things; whether a
 * file is DICOM is for its content to say.
 *
 * @throws InputError when the folder cannot be read
 */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(refuse);
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
    if (entry.isDirectory()) found.push(...(await listFiles(path)));
    else if (kind.isFile()) found.push(path);
  }
  return found;
}

/** Folder names may be names of patients. */
function refuse(error: unknown): never {
  if (!isSystemError(error)) throw error;
  throw new InputError(
    `A folder of DICOM files cannot be read (${error.code}). Expected a folder, or a .zip, that may be read.`,
    { cause: error },
  );
}
