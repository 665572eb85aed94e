import type { Voxels } from '../array/voxels.js';
import type { Volume } from '../image/volume.js';
import { greyOf } from './grey-of.js';
import type { Projection } from './project.js';
import type { Raster } from './raster.js';
import { scaleProjection } from './scale-projection.js';
import { twoViews } from './two-views.js';

/** Side of the picture's pixels, mm. */
const pixelMillimetres = 2;
/** Opacity of the predicted lesions' red. */
const redOpacity = 0.55;

/**
 * Draws the maximum-intensity projections of a study from the front and from the left side by
 * side, as a reader looks at them: head up, the patient's right on the picture's left, then the
 * patient's front on the left. Black is SUV 10 and more. Lesions are red; the outline of the
 * truth, where given, is blue. Pixels are 2 mm squares.
 *
 * @param pet [z,y,x], SUV in g/ml
 * @param mask [z,y,x] on the PET's grid: what is not 0 is lesion
 * @param truth the reference mask, as `mask`
 */
export function renderMip(
  pet: Volume<Voxels>,
  mask: Volume<Uint8Array>,
  truth?: Volume<Uint8Array>,
): Raster {
  return twoViews(pet, (look) => {
    const see = (data: Voxels) => scaleProjection(look(data), pixelMillimetres);
    return drawView(see(pet.data), see(binary(mask.data)), truth && see(binary(truth.data)));
  });
}

function binary(mask: Uint8Array): Uint8Array {
  return mask.map((label) => (label === 0 ? 0 : 1));
}

function drawView(pet: Projection, mask: Projection, truth: Projection | undefined): Raster {
  const { width, height } = pet;
  const data = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const grey = greyOf(pet.data[pixel]!);
    const opacity = isInside(mask, pixel) ? redOpacity : 0;
    data[3 * pixel] = Math.round(grey + opacity * (255 - grey));
    data[3 * pixel + 1] = Math.round(grey * (1 - opacity));
    data[3 * pixel + 2] = Math.round(grey * (1 - opacity));
    if (truth && isEdge(truth, pixel)) data.set([0, 90, 255], 3 * pixel);
  }
  return { width, height, data };
}

function isInside(mask: Projection, pixel: number): boolean {
  return mask.data[pixel]! >= 0.5;
}

/** Outside, next to the inside. */
function isEdge(mask: Projection, pixel: number): boolean {
  if (isInside(mask, pixel)) return false;
  const column = pixel % mask.width;
  return (
    (column > 0 && isInside(mask, pixel - 1)) ||
    (column < mask.width - 1 && isInside(mask, pixel + 1)) ||
    (pixel >= mask.width && isInside(mask, pixel - mask.width)) ||
    (pixel + mask.width < mask.data.length && isInside(mask, pixel + mask.width))
  );
}
