import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlannedFile, writeTogether } from '../../files/write-together.js';
import type { DicomObject } from './make-objects.js';
import { objectNames } from './object-names.js';

/**
 * Writes DICOM objects into a folder of their own, all or none.
 *
 * @param folder that is not there yet, or holds nothing but earlier ones
 * @throws ResourceError, UsageError as `writeTogether`
 */
export async function writeDicomResults(
  folder: string,
  objects: readonly DicomObject[],
): Promise<void> {
  await writeTogether([objectsFolder(folder, objects)], async () => undefined);
}

/** As {@link writeDicomResults}, for what is written together with other files: earlier objects stay until all of these are whole. */
export function objectsFolder(path: string, objects: readonly DicomObject[]): PlannedFile {
  return {
    path,
    replaces: objectNames,
    write: async (partial) => {
      await mkdir(partial);
      for (const { name, bytes } of objects) await writeFile(join(partial, name), bytes);
    },
  };
}
