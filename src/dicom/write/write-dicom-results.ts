import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedFile } from '../../files/write-together.js';
import { writeWhole } from '../../files/write-whole.js';
import type { DicomObject } from './make-objects.js';
import { objectNames } from './object-names.js';

/**
 * Writes DICOM objects into a folder of their own, all or none.
 *
 * @param folder that is not there yet, or holds nothing but earlier ones
 * @throws ResourceError, UsageError as {@link writeWhole}
 */
export async function writeDicomResults(
  folder: string,
  objects: readonly DicomObject[],
): Promise<void> {
  await writeWhole(folder, objectsFolder(folder, objects).write);
}

/** As {@link writeDicomResults}, for what is written together with other files. */
export function objectsFolder(path: string, objects: readonly DicomObject[]): PlannedFile {
  return {
    path,
    write: async (partial) => {
      await mkdir(partial);
      for (const { name, bytes } of objects) await writeFile(join(partial, name), bytes);
      await removeEarlier(path);
    },
  };
}

/** A folder takes the place of an empty one only. What is not ours stays, and keeps the folder. */
async function removeEarlier(folder: string): Promise<void> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const isOurs = names.every((name) => objectNames.includes(name));
  if (isOurs) await Promise.all(names.map((name) => rm(join(folder, name))));
}
