import type { PageContent } from '../../page/page-content.js';
import { digits, none } from './digits.js';
import type { LesionRow } from './lesion-row.js';

interface Column {
  readonly heading: string;
  readonly of: (row: LesionRow) => string;
  /** Whether it is there where it has nothing to tell of any lesion. */
  readonly isOptional?: boolean;
}

const columns: readonly Column[] = [
  {
    heading: 'Region',
    of: ({ region, organ }) => [region, organ].filter((part) => part !== null).join(': ') || none,
  },
  { heading: 'Side', of: (row) => row.side ?? none },
  { heading: 'Volume, ml', of: (row) => digits(row.volumeMl, 2) },
  { heading: 'SUVmax', of: (row) => digits(row.suvMax, 1) },
  { heading: 'SUVmean', of: (row) => digits(row.suvMean, 1) },
  { heading: 'SUVpeak', of: (row) => digits(row.suvPeak, 1) },
  { heading: 'SULpeak', of: (row) => digits(row.sulPeak, 1), isOptional: true },
  { heading: 'TLG, g', of: (row) => digits(row.tlg, 1) },
  { heading: 'Longest diameter, mm', of: (row) => digits(row.longestDiameterMm, 0) },
  { heading: 'Nearest lesion, mm', of: (row) => digits(row.nearestMm, 0) },
  {
    heading: 'Centre L, P, H, mm',
    of: (row) => row.centre.world.map((mm) => mm.toFixed(0)).join(', '),
  },
  { heading: 'Slice', of: (row) => row.centre.index[2].toFixed(0) },
  { heading: 'Certainty', of: (row) => digits(row.certainty, 2) },
  { heading: 'Confidence', of: (row) => digits(row.confidence, 2), isOptional: true },
  { heading: 'Deauville', of: (row) => digits(row.deauville, 0), isOptional: true },
];

/** The table of a page: a row a lesion, its columns as far as they tell something. */
export function pageTable(table: readonly LesionRow[]): Pick<PageContent, 'headings' | 'lesions'> {
  const shown = columns.filter(
    ({ of, isOptional }) => !isOptional || table.some((row) => of(row) !== none),
  );
  return {
    headings: shown.map(({ heading }) => heading),
    lesions: table.map((row) => ({
      number: row.number,
      centre: row.centre.world,
      cells: shown.map(({ of }) => of(row)),
    })),
  };
}
