import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { isSystemError } from '../../files/system-error.js';

/**
 * All files below a folder, at any depth, in order of their names; each folder once, however many links lead there. A
 * folder of a CD is full of other things; whether a file is DICOM is for its content to say.
 *
 * @throws InputError when a folder cannot be read
 */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const seen = new Set<string>();
  const found: string[] = [];
  async function visit(path: string): Promise<void> {
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
      const inside = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(inside).catch(() => entry) : entry;
      if (kind.isDirectory()) await visit(inside);
      else if (kind.isFile()) found.push(inside);
    }
  }
  await visit(folder).catch(refuse);
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
