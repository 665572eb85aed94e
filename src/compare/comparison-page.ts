import type { ComparisonRow } from '../page/comparison-content.js';
import type { Fact } from '../page/page-content.js';
import { renderComparisonPage } from '../page/render-comparison-page.js';
import type { Change } from './change.js';
import type { Comparison } from './comparison.js';
import { percistNote } from './percist.js';
import type { TimePoint } from './read-time-point.js';
import { type FateRow, fates } from './tell-fates.js';

/** The page of a comparison; no path, for a path may hold a name. */
export function comparisonPage(
  result: Comparison,
  baseline: TimePoint,
  followup: TimePoint,
): string {
  const { registration, percist } = result;
  return renderComparisonPage({
    title: 'FDG-PET/CT: two studies compared by autopet',
    totals: totalsOf(result),
    notes: [
      `PERCIST: ${percist.reason}.`,
      ...percist.remarks,
      percistNote,
      ...(registration.likeness < 0.6
        ? ['The two CTs agree badly: look before you trust this.']
        : []),
    ],
    headings,
    rows: result.table.map(rowOf),
    provenance: [
      ['autopet', result.autopet],
      ['Input', `baseline ${result.baseline.inputCheck}, follow-up ${result.followup.inputCheck}`],
      [
        'Registration, CT to CT',
        `moved by ${registration.shift.map((mm) => mm.toFixed(0)).join(', ')} mm (left, back, up), turned by ${registration.degrees.toFixed(1)}°, correlation ${registration.likeness.toFixed(2)}; then the tissue round each lesion`,
      ],
    ],
    baseline: { pet: baseline.images.pet, labels: baseline.labels },
    followup: { pet: followup.images.pet, labels: followup.labels },
    higherMm: registration.shift[2],
  });
}

function totalsOf({ counts, tmtv, tlg, suvPeak, sulPeak, percist }: Comparison): Fact[] {
  const told = fates.filter((fate) => counts[fate] > 0).map((fate) => `${counts[fate]} ${fate}`);
  return [
    ['Lesions', told.join(', ') || 'none'],
    ['TMTV, ml', changed(tmtv)],
    ['TLG, g', changed(tlg)],
    sulPeak === null
      ? ['SUVpeak of the hottest', changed(suvPeak)]
      : ['SULpeak of the hottest', changed(sulPeak)],
    ['PERCIST', percist.category ?? 'cannot be told'],
  ];
}

const none = '–';

function changed({ before, after, percent }: Change): string {
  const by = percent === null ? '' : ` (${percent > 0 ? '+' : ''}${percent.toFixed(0)} %)`;
  return `${digits(before, 1)} → ${digits(after, 1)}${by}`;
}

const headings = [
  'Fate',
  'Baseline no.',
  'Follow-up no.',
  'Region',
  'Side',
  'Volume, ml',
  'SUVmax',
  'SUVpeak',
  'TLG, g',
  'CTs alike',
  'Remark',
] as const;

function rowOf(row: FateRow): ComparisonRow {
  const { before, after, carriedTo } = row;
  const pair = (of: 'volumeMl' | 'suvMax' | 'suvPeak' | 'tlg', count: number): string =>
    `${digits(before?.[of] ?? null, count)} → ${digits(after?.[of] ?? null, count)}`;
  return {
    fate: row.fate,
    names: { baseline: row.baseline.join('+'), followup: row.followup.join('+') },
    places: { baseline: before?.centre ?? carriedTo, followup: after?.centre ?? carriedTo },
    isIn: { baseline: before !== null, followup: after !== null },
    cells: [
      row.baseline.join(', ') || none,
      row.followup.join(', ') || none,
      row.region ?? none,
      row.side ?? none,
      pair('volumeMl', 2),
      pair('suvMax', 1),
      pair('suvPeak', 1),
      pair('tlg', 1),
      digits(row.likeness, 2),
      row.remark ?? '',
    ],
  };
}

function digits(value: number | null, count: number): string {
  return value === null ? none : value.toFixed(count);
}
