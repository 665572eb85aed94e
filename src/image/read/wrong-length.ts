import { InputError } from '../../errors.js';
import type { StoredImage } from '../stored/stored-image.js';
import { bytesPerVoxel } from '../stored/voxel-type.js';
import { voxelCount } from '../volume.js';

/** The refusal of a file that holds fewer bytes than its header promises. */
export function truncated(image: StoredImage, promised: number, found: number): InputError {
  const kind = { raw: '', text: 'written ', gzip: 'compressed ', zlib: 'compressed ' };
  return new InputError(
    `${image.path} is truncated: the header promises ${promised} bytes of ${kind[image.voxels.encoding]}voxels (${describe(image)}), but only ${Math.max(0, found)} follow. Copy or export the file again.`,
  );
}

/**
 * Looks at bytes that follow the voxels: fewer than the smallest layer of the image are padding, more
 * are what a wrong size would leave over.
 *
 * @throws InputError when the header's size or type must be wrong
 */
export function refuseSurplus(image: StoredImage, bytes: number): void {
  const { size } = image.geometry;
  const layer = (voxelCount(size) / Math.max(...size)) * bytesPerVoxel(image.voxels.type);
  if (bytes < layer) return;
  throw new InputError(
    `${image.path} holds more than its header promises: ${bytes} bytes or more follow its voxels (${describe(image)}). Its size or type is wrong: export it again.`,
  );
}

function describe({ geometry, voxels }: StoredImage): string {
  return `${geometry.size.join(' x ')}, ${voxels.type}`;
}
