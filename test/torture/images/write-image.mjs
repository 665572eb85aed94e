// A format, a way to write it, and the files.

import { nearest } from './stored.mjs';
import { metaLayout, metaTypes, writeMetaImage } from './write-meta-image.mjs';
import { niftiLayout, niftiTypes, writeNifti } from './write-nifti.mjs';
import { nrrdLayout, nrrdTypes, writeNrrd } from './write-nrrd.mjs';

export const formats = {
  MetaImage: { write: writeMetaImage, layout: metaLayout, types: metaTypes },
  NIfTI: { write: writeNifti, layout: niftiLayout, types: niftiTypes },
  NRRD: { write: writeNrrd, layout: nrrdLayout, types: nrrdTypes },
};

/**
 * An image as a file will hold it, of the nearest values that its type has.
 *
 * @returns the image with `type`, `stored` values and, in `voxels`, what they mean
 */
export function asStored(image, type, { slope = 1, intercept = 0 } = {}) {
  const stored = new Float64Array(image.voxels.length);
  const voxels = new Float64Array(stored.length);
  for (let i = 0; i < stored.length; i++) {
    stored[i] = nearest(type, (image.voxels[i] - intercept) / slope);
    voxels[i] = Math.fround(stored[i] * slope + intercept);
  }
  return { ...image, type, stored, voxels, slope, intercept };
}

/** The plainest file that says what an image is, for comparison. */
export function writePlain(image) {
  const plain = asStored({ ...image }, 'float64');
  const layout = {
    isLittle: true,
    isCompressed: false,
    equals: ' = ',
    end: '\n',
    gap: ' ',
    number: String,
    order: 'BinaryDataByteOrderMSB',
    offset: 'Offset',
    matrix: 'TransformMatrix',
    spacing: 'ElementSpacing',
    strangers: [],
  };
  return writeMetaImage(plain, layout)[0][1];
}
