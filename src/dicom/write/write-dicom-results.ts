import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  await writeWhole(folder, async (partial) => {
    await mkdir(partial);
    for (const { name, bytes } of objects) await writeFile(join(partial, name), bytes);
  });
}
