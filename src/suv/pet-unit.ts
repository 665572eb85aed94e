/** What the stored values of a PET may be. */
export const petUnits = ['suv', 'bqml', 'kbqml'] as const;
export type PetUnit = (typeof petUnits)[number];

/** What messages and reports call them. */
export const unitNames = { suv: 'SUV', bqml: 'Bq/ml', kbqml: 'kBq/ml' } as const;

/** One unit in Bq/ml. */
export const bqPerMl = { bqml: 1, kbqml: 1000 } as const;

/**
 * Takes a unit as headers and sidecars write it: `Bq/mL`, `BQML`, `kBq/ml`, `g/ml` (DICOM's `GML`, SUV by body weight).
 *
 * @returns null for any other
 */
export function parsePetUnit(text: string): PetUnit | null {
  const letters = text.toLowerCase().replace(/[^a-z]/g, '');
  if (['suv', 'suvbw', 'gml'].includes(letters)) return 'suv';
  return petUnits.find((unit) => unit === letters) ?? null;
}
