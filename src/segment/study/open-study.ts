import { openImage } from '../../image/read/open-image.js';
import type { StoredImage } from '../../image/stored/stored-image.js';

/** A study whose headers have been read, and no voxel yet. */
export interface OpenStudy {
  readonly pet: StoredImage;
  readonly ct: StoredImage;
}

/**
 * Reads and checks the headers of a PET and a CT.
 *
 * @throws InputError when there is no such file, or its header cannot be trusted
 */
export async function openStudy(petPath: string, ctPath: string): Promise<OpenStudy> {
  const [pet, ct] = await Promise.all([openImage(petPath), openImage(ctPath)]);
  return { pet, ct };
}
