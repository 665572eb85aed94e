import { imageFiles } from '../../image/read/image-files.js';
import { toldBeside } from '../../suv/told-beside.js';

/** The images of a study; null or undefined for those that it has not. */
export interface InputImages {
  readonly pet: string | null | undefined;
  readonly ct: string | null | undefined;
  readonly mask?: string | null | undefined;
  readonly organs?: string | null | undefined;
}

/**
 * All files that a study of image files is read from, so that no output takes the place of one: images, what holds their
 * voxels, and what tells of the PET.
 */
export async function inputFiles(study: InputImages): Promise<readonly string[]> {
  const { pet, ct, mask, organs } = study;
  const images = [pet, ct, mask, organs].filter((path) => typeof path === 'string');
  const files = await Promise.all(images.map(imageFiles));
  const told = typeof pet === 'string' ? await toldBeside(pet) : [];
  return [...files.flat(), ...told.map(({ path }) => path)];
}
