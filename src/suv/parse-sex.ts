import type { Sex } from './patient.js';

const words: Readonly<Record<string, Sex>> = { f: 'female', m: 'male' };

/**
 * A sex as headers and tables have it: `M`, `F` (DICOM's CS), `male`, `Female` (BIDS).
 *
 * @returns null for any other, for which formulas of lean body mass say nothing
 */
export function parseSex(text: string): Sex | null {
  const word = text.trim().toLowerCase();
  if (word === 'female' || word === 'male') return word;
  return words[word] ?? null;
}
