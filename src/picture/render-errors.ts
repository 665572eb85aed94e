import type { Voxels } from '../array/voxels.js';
import type { Geometry } from '../image/volume.js';
import { greyOf } from './grey-of.js';
import { lesionErrors } from './lesion-errors.js';
import type { Projection } from './project.js';
import type { Raster } from './raster.js';
import { scaleLabels } from './scale-labels.js';
import { scaleProjection } from './scale-projection.js';
import { trim } from './trim.js';
import { twoViews } from './two-views.js';

/** Side of the picture's pixels, mm: small enough for a lesion of 1 ml. */
const pixelMillimetres = 2.5;

/** Without a PET there is nothing to see but lesions. Their rows are the same in both views. */
const aroundLesions = { columns: 30, rows: 30 };
const aroundPatient = { columns: 6, rows: null };

type Colour = readonly [red: number, green: number, blue: number];

/** Light green, dark blue and a red between: they differ in brightness too. */
export const errorColours = {
  truePositive: [43, 182, 99],
  falseNegative: [0, 74, 230],
  falsePositive: [214, 22, 30],
} as const satisfies Record<string, Colour>;

const colourOf: readonly (Colour | null)[] = Array.from({ length: 6 }, (_, error) => {
  switch (error) {
    case lesionErrors.truePositive:
      return errorColours.truePositive;
    case lesionErrors.falsePositive:
    case lesionErrors.falseLesion:
      return errorColours.falsePositive;
    case lesionErrors.falseNegative:
    case lesionErrors.missedLesion:
      return errorColours.falseNegative;
    default:
      return null;
  }
});

/**
 * Draws what a prediction got right and wrong over the maximum-intensity projections of the PET,
 * from the front and from the left. True positive is green, false negative blue, false positive red;
 * whole lesions missed or invented lie on top. Empty columns beside the patient are cut away.
 * Without a PET the ground is white, and only the part with lesions is shown.
 *
 * @param pet [z,y,x], SUV in g/ml, or null
 * @param errors [z,y,x] on the same grid, as `findLesionErrors` gives them
 */
export function renderErrors(grid: Geometry, pet: Voxels | null, errors: Uint8Array): Raster {
  return twoViews(grid, (look) => {
    const labels = scaleLabels(look(errors), pixelMillimetres);
    if (pet === null) return trim(drawView(null, labels), aroundLesions);
    return trim(drawView(scaleProjection(look(pet), pixelMillimetres), labels), aroundPatient);
  });
}

function drawView(pet: Projection | null, errors: Projection): Raster {
  const { width, height } = errors;
  const data = new Uint8Array(3 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const grey = pet === null ? 255 : Math.round(greyOf(pet.data[pixel]!));
    data.set(colourOf[errors.data[pixel]!] ?? [grey, grey, grey], 3 * pixel);
  }
  return { width, height, data };
}
