/** From which SUV on a voxel of a lesion stays: an SUV (`4`), a share of its own lesion's SUVmax (`41%`), or PERCIST's of the liver. */
export type SuvThreshold = `${number}` | `${number}%` | 'liver';

/** What it says; the liver's is known once one was found. */
export type ThresholdRule =
  | { readonly kind: 'suv'; readonly suv: number }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'liver' };

/** Reads it; null where it is none: an SUV above 0, a percentage above 0 up to 100, or the word. */
export function parseSuvThreshold(text: string): ThresholdRule | null {
  if (text === 'liver') return { kind: 'liver' };
  const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const value = Number(digits);
  if (!(value > 0)) return null;
  if (percent === '') return { kind: 'suv', suv: value };
  return value <= 100 ? { kind: 'share', share: value / 100 } : null;
}
