import { openImage } from './open-image.js';

/**
 * The files that an image is read from: its own and, of an .mhd or .nhdr, that with the voxels. What is wrong with it is told by
 * whoever reads it.
 */
export async function imageFiles(path: string): Promise<readonly string[]> {
  if (!/\.(mhd|nhdr)$/i.test(path)) return [path];
  const image = await openImage(path).catch(() => null);
  return image === null ? [path] : [path, image.voxels.path];
}
