import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../../dicom/write/dataset.js';
import { encodeObject } from '../../dicom/write/encode-object.js';
import { UsageError } from '../../errors.js';
import { makeFolder } from '../../files/make-folder.js';
import { systemError } from '../../files/system-error.js';
import type { Volume } from '../../image/volume.js';
import { ctSlices } from './ct-slices.js';
import { petSlices } from './pet-slices.js';

/**
 * Writes a phantom as a scanner would send it: two series of DICOM files, `pet/` in Bq/ml with a slope of its own in each slice,
 * and `ct/`. The same phantom gives the same bytes.
 *
 * @throws ResourceError, UsageError when it cannot be written
 */
export async function writePhantomDicom(
  folder: string,
  { pet, ct }: { readonly pet: Volume; readonly ct: Volume<Int16Array> },
): Promise<void> {
  await writeSlices(join(folder, 'pet'), petSlices(pet));
  await writeSlices(join(folder, 'ct'), ctSlices(ct));
}

async function writeSlices(folder: string, slices: Iterable<Dataset>): Promise<void> {
  try {
    await makeFolder(folder);
    for (const slice of slices) {
      const name = `${String(slice.InstanceNumber).padStart(4, '0')}.dcm`;
      await writeFile(join(folder, name), encodeObject(slice));
    }
  } catch (cause) {
    throw systemError(cause, folder, 'written', UsageError);
  }
}
