import { imageFiles } from '../../image/read/image-files.js';
import { toldBeside } from '../../suv/told-beside.js';

/** The images of a study; null or undefined for those that it has not. */
export interface InputImages {
  readonly pet: string | null | undefined;
  readonly ct: string | null | undefined;
  readonly mask?: string | null | undefined;
}

/**
 * All files that a study of image files is read from, so that no output takes the place of one: images, what holds their
 * voxels, and what tells of the PET.
 */
export async function inputFiles({ pet, ct, mask }: InputImages): Promise<readonly string[]> {
  const images = [pet, ct, mask].filter((path) => typeof path === 'string');
  const files = await Promise.all(images.map(imageFiles));
  const told = typeof pet === 'string' ? await toldBeside(pet) : [];
  return [...files.flat(), ...told.map(({ path }) => path)];
}
