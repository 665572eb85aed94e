import { mapLabels } from '../../array/map-labels.js';
import type { LesionLabels } from '../../nnunet/model/lesion-labels.js';

/**
 * What of a mask of all labels is lesion: 1 there, else 0.
 *
 * @param mask given back itself where it can have no other values
 */
export function lesionMask(
  mask: Uint8Array,
  { values, others }: Pick<LesionLabels, 'values' | 'others'>,
): Uint8Array {
  const isPlain = others.length === 0 && values.length === 1 && values[0] === 1;
  return isPlain ? mask : mapLabels(mask, (value) => (values.includes(value) ? 1 : 0));
}
