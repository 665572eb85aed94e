import { mapLabels } from '../../array/map-labels.js';
import type { LesionLabels } from '../../nnunet/model/lesion-labels.js';

/** A mask without its lesions: the other labels as they are. */
export function organMask(mask: Uint8Array, { others }: Pick<LesionLabels, 'others'>): Uint8Array {
  const kept = others.map(({ value }) => value);
  return mapLabels(mask, (value) => (kept.includes(value) ? value : 0));
}
