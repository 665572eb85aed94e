import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedFile } from '../../files/write-together.js';
import { writeWhole } from '../../files/write-whole.js';
import type { DicomObject } from './make-objects.js';

/**
 * Writes DICOM objects into a folder of their own, all or none.
 *
 * @param folder that is not there yet, or empty
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
    },
  };
}
