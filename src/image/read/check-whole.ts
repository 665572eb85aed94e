import { openImage } from './open-image.js';
import { countVoxels } from './read-voxels.js';

/**
 * Checks that an image holds what its header promises, without keeping it in memory.
 *
 * @throws InputError when it does not, or cannot be used
 */
export async function checkWhole(path: string): Promise<void> {
  await countVoxels(await openImage(path));
}
