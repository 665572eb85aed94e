/** A radionuclide of PET. */
export interface Nuclide {
  /** As `F-18`. */
  readonly name: string;
  readonly halfLifeSeconds: number;
}

const minute = 60;
const hour = 3600;
const day = 86400;

/** Half-lives: Evaluated Nuclear Structure Data File (National Nuclear Data Center), rounded to its uncertainty. */
const nuclides: readonly (Nuclide & { readonly element: string })[] = [
  { name: 'C-11', element: 'carbon', halfLifeSeconds: 20.364 * minute },
  { name: 'N-13', element: 'nitrogen', halfLifeSeconds: 9.965 * minute },
  { name: 'O-15', element: 'oxygen', halfLifeSeconds: 122.24 },
  { name: 'F-18', element: 'fluorine', halfLifeSeconds: 109.77 * minute },
  { name: 'Cu-64', element: 'copper', halfLifeSeconds: 12.701 * hour },
  { name: 'Ga-68', element: 'gallium', halfLifeSeconds: 67.71 * minute },
  { name: 'Rb-82', element: 'rubidium', halfLifeSeconds: 75.45 },
  { name: 'Zr-89', element: 'zirconium', halfLifeSeconds: 78.41 * hour },
  { name: 'I-124', element: 'iodine', halfLifeSeconds: 4.176 * day },
];

/** Names of all that are known. */
export const nuclideNames: readonly string[] = nuclides.map(({ name }) => name);

/**
 * Finds a nuclide by any usual spelling: `F-18`, `F18`, `18F`, `[18F]`, `Fluorine-18`, DICOM's `^18^Fluorine`.
 *
 * @returns null for one that is not known
 */
export function findNuclide(text: string): Nuclide | null {
  const letters = text.replace(/[^a-z]/gi, '').toLowerCase();
  const digits = text.replace(/\D/g, '');
  const found = nuclides.find(({ name, element }) => {
    const [symbol, mass] = name.split('-') as [string, string];
    return digits === mass && [symbol.toLowerCase(), element].includes(letters);
  });
  return found === undefined ? null : { name: found.name, halfLifeSeconds: found.halfLifeSeconds };
}
