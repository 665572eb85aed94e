import type { Voxels } from '../array/voxels.js';
import type { Volume } from '../image/volume.js';
import { greyOf } from './grey-of.js';
import type { Projection } from './project.js';
import type { Raster } from './raster.js';
import { scaleLabels } from './scale-labels.js';
import { scaleProjection } from './scale-projection.js';
import { trim } from './trim.js';
import { twoViews } from './two-views.js';

/** Side of the picture's pixels, mm: a body is some 400 of them high and wide together. */
const pixelMillimetres = 5;
const aroundPatient = { columns: 2, rows: null };
const lesionColour = [214, 40, 20];

/**
 * Draws the maximum-intensity projections of a study from the front and from the left, small, for a list of many: as
 * {@link renderMip} lays them out, empty columns cut away. Lesions are red, and none is too small to be seen.
 *
 * @param pet [z,y,x], SUV in g/ml
 * @param mask [z,y,x] on the PET's grid: what is not 0 is lesion
 */
export function renderThumbnail(pet: Volume<Voxels>, mask: Voxels): Raster {
  return twoViews(pet, (look) => {
    const lesions = scaleLabels(look(mask), pixelMillimetres);
    return trim(draw(scaleProjection(look(pet.data), pixelMillimetres), lesions), aroundPatient);
  });
}

function draw(pet: Projection, lesions: Projection): Raster {
  const { width, height } = pet;
  const data = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const grey = Math.round(greyOf(pet.data[pixel]!));
    data.set(lesions.data[pixel] === 0 ? [grey, grey, grey] : lesionColour, 3 * pixel);
  }
  return { width, height, data };
}
