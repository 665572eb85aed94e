import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { byCodePoint } from './by-code-point.js';
import { endingOf, oneFileEndings, withoutEnding } from './endings.js';
import { systemError } from './system-error.js';

/** A file's name without the ending of a one-file image; null for other files. */
export function caseName(file: string): string | null {
  return endingOf(file, oneFileEndings) === null ? null : withoutEnding(file);
}

/**
 * The one-file images of a folder by their names without ending. Hidden files, folders and other
 * kinds of files are passed over.
 *
 * @throws InputError when it cannot be read, two files have the same name but for the ending, or an
 *   image keeps its voxels in another file
 */
export async function imagesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw systemError(cause, folder, 'read as a folder', InputError);
  });
  const images = new Map<string, string>();
  for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
    if (entry.isDirectory() || entry.name.startsWith('.')) continue;
    refuseDetached(folder, entry.name);
    const name = caseName(entry.name);
    if (name === null) continue;
    const path = join(folder, entry.name);
    const twin = images.get(name);
    if (twin !== undefined) {
      throw new InputError(
        `${twin} and ${path} are both case "${name}". Which one counts is not for autopet to guess: remove one.`,
      );
    }
    images.set(name, path);
  }
  return images;
}

function refuseDetached(folder: string, file: string): void {
  if (!/\.(mhd|nhdr|hdr)$/i.test(file)) return;
  throw new InputError(
    `${join(folder, file)} keeps its voxels in another file. Convert it to one file, .mha or .nii.gz.`,
  );
}
