import type { Voxels } from '../../array/voxels.js';
import type { StoredImage } from '../stored/stored-image.js';
import type { Volume } from '../volume.js';
import { checkFinite } from './check-finite.js';
import { confirmGeometry } from './confirm-geometry.js';
import { decodeVoxels } from './decode-voxels.js';
import { openImage } from './open-image.js';
import { readVoxels } from './read-voxels.js';

/**
 * Reads a 3-D single-channel image in its own voxel type; types that JavaScript lacks a small array
 * for, and scaled ones, become float32. The header is parsed and checked here and confirmed by ITK;
 * what nibabel, ITK and pynrrd read differently is refused.
 *
 * @param path an .mha, .mhd, .nii, .nii.gz, .nrrd or .nhdr file; links are followed
 * @param onRemark hears what is odd about the image and read all the same, in whole sentences
 *   without its name
 * @throws InputError when the file is missing, damaged, not 3-D, has several channels, has voxels
 *   that are no numbers, or a geometry that no scanner makes or that may be read in two ways
 */
export async function readVolume(
  path: string,
  onRemark: (remark: string) => void = () => undefined,
): Promise<Volume<Voxels>> {
  return readStoredVolume(await openImage(path), onRemark);
}

/**
 * Reads the voxels of an image whose header has been read.
 *
 * @throws InputError as {@link readVolume}, of all but the header
 */
export async function readStoredVolume(
  image: StoredImage,
  onRemark: (remark: string) => void = () => undefined,
): Promise<Volume<Voxels>> {
  // What is wrong with the voxels is told first: it says more.
  const confirming = confirmGeometry(image);
  confirming.catch(() => undefined);
  const { bytes, remarks } = await readVoxels(image);
  const geometry = await confirming;
  const volume = { ...geometry, data: decodeVoxels(bytes, image.voxels) };
  checkFinite(image.path, volume);
  for (const remark of [...image.remarks, ...remarks]) onRemark(remark);
  return volume;
}
