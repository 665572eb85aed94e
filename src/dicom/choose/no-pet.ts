import type { SeriesRow } from './choose-images.js';

/** Says that there is no PET, and of each that there is why not. */
export function noPet(rows: readonly SeriesRow[]): string {
  const pets = rows.filter(({ series }) => series.kind === 'PET');
  if (pets.length === 0) return 'There is no PET in the folder.';
  const why = pets.map(({ series, why }) => `${series.found.id} (${why})`).join('; ');
  return `No PET in the folder can be taken: ${why}.`;
}
