import { join } from 'node:path';
import { InputError } from '../errors.js';
import { endingOf, oneFileEndings, withoutEnding } from './endings.js';
import { fileNames } from './file-names.js';
import { imageNames } from './image-names.js';
import { systemError } from './system-error.js';

/** A file's name without the ending of a one-file image, as composed Unicode; null for other files. */
export function caseName(file: string): string | null {
  return endingOf(file, oneFileEndings) === null ? null : withoutEnding(file).normalize();
}

/**
 * The one-file images of a folder by their names without ending, as composed Unicode. Hidden files, folders and other
 * kinds of files are passed over.
 *
 * @throws InputError when it cannot be read, two files have the same name but for the ending, or an
 *   image keeps its voxels in another file
 */
export async function imagesIn(folder: string): Promise<Map<string, string>> {
  const files = await fileNames(folder).catch((cause: unknown) => {
    throw systemError(cause, folder, 'read as a folder', InputError);
  });
  refuseDetached(folder, files);
  const images = new Map<string, string>();
  for (const file of imageNames(files, oneFileEndings)) {
    const name = withoutEnding(file).normalize();
    const path = join(folder, file);
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

function refuseDetached(folder: string, files: readonly string[]): void {
  const detached = files.find((file) => /^[^.].*\.(mhd|nhdr|hdr)$/i.test(file));
  if (detached === undefined) return;
  throw new InputError(
    `${join(folder, detached)} keeps its voxels in another file. Convert it to one file, .mha or .nii.gz.`,
  );
}
