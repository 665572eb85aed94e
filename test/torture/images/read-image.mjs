// A file of any format, read by this harness.
import { readMetaImage } from './read-meta-image.mjs';
import { readNifti } from './read-nifti.mjs';
import { readNrrd } from './read-nrrd.mjs';
import { refuse, Unreadable } from './reading.mjs';

/**
 * @param files names and bytes, the first is the image, others lie beside it
 * @returns the image, or `{ why }` where no reader may take it
 */
export function readImage(files) {
  const [[name, bytes]] = files;
  const sibling = (other) =>
    files.find(([found]) => found === other && found !== name)?.[1] ?? null;
  try {
    return readAny(name, bytes, sibling);
  } catch (error) {
    if (error instanceof Unreadable) return { why: error.message };
    throw error;
  }
}

function readAny(name, bytes, sibling) {
  if (/\.nii(\.gz)?$/i.test(name)) return readNifti(bytes);
  if (/\.(nrrd|nhdr)$/i.test(name)) return readNrrd(bytes, { name, sibling });
  return /\.(mha|mhd)$/i.test(name) ? readMetaImage(bytes, { name, sibling }) : refuse('no image');
}
