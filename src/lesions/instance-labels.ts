import type { Components } from '../array/connected-components.js';
import { InputError } from '../errors.js';
import type { Lesion } from './measured-lesions.js';

const highest = 65_535;

/**
 * Writes each lesion's number into its voxels.
 *
 * @param voxelCount of the mask
 * @returns [z,y,x] of the mask's grid, 0 outside
 * @throws InputError for more lesions than 16 bits can number
 */
export function instanceLabels(
  { start, length, component }: Components,
  lesions: readonly Lesion[],
  voxelCount: number,
): Uint16Array<ArrayBuffer> {
  if (lesions.length > highest) {
    throw new InputError(
      `The mask falls into ${lesions.length} pieces, and --instances can number ${highest}. Leave it out, or look at the mask.`,
    );
  }
  const numberOf = new Uint16Array(lesions.length);
  for (const lesion of lesions) numberOf[lesion.component] = lesion.number;
  const labels = new Uint16Array(voxelCount);
  for (const [run, first] of start.entries()) {
    labels.fill(numberOf[component[run]!]!, first, first + length[run]!);
  }
  return labels;
}
