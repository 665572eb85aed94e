import type { Vec3 } from '../image/volume.js';
import type { BodyPlace } from '../lesions/place-in-body.js';
import type { LesionRow } from '../segment/report/lesion-row.js';
import type { CarriedLesion } from './carry-lesions.js';
import type { Match } from './match-carried.js';

/** What became of a lesion; docs/compare.md has the rule of each. */
export const fates = [
  'new',
  'grown',
  'stable',
  'shrunk',
  'gone',
  'merged',
  'split',
  'not-compared',
] as const;
export type Fate = (typeof fates)[number];

/** A lesion, or some that grew together or fell apart, before and after. */
export interface FateRow extends BodyPlace {
  readonly fate: Fate;
  /** Numbers at baseline and at follow-up. */
  readonly baseline: readonly number[];
  readonly followup: readonly number[];
  readonly matchedBy: Match['by'];
  /** Null where there is none. */
  readonly before: LesionSum | null;
  readonly after: LesionSum | null;
  /** Where the largest one's centre lies in the other study, LPS mm. */
  readonly carriedTo: Vec3;
  /** How alike the two CTs are there, -1 to 1. */
  readonly likeness: number;
  /** Why it was not compared, or why to doubt it; null where neither. */
  readonly remark: string | null;
}

/** Lesions of one study together. */
export interface LesionSum {
  /** Of the largest, LPS mm. */
  readonly centre: Vec3;
  readonly volumeMl: number;
  readonly tlg: number;
  /** g/ml, of the hottest. */
  readonly suvMax: number;
  readonly suvPeak: number | null;
}

/** A lesion has grown from so many times its volume on, and shrunk to the inverse. */
export const volumeLimit = 1.4;
// Of a lesion's voxels: with less in the other field it might be there, beyond.
const leastInView = 0.5;
const leastLikeness = 0.6;

/** One study's side of the matches. */
export interface FateSide {
  readonly table: readonly LesionRow[];
  /** Where its lesions lie in the other study. */
  readonly carried: readonly CarriedLesion[];
}

/** Says what became of each lesion; those of the follow-up come in the order of their numbers, then what is gone. */
export function tellFates(
  matches: readonly Match[],
  baseline: FateSide,
  followup: FateSide,
): FateRow[] {
  const rows = matches.map((match) => rowOf(match, baseline, followup));
  const rank = ({ baseline: [b], followup: [f] }: FateRow): number => f ?? 1e6 + b!;
  return rows.sort((a, b) => rank(a) - rank(b));
}

function rowOf(match: Match, baseline: FateSide, followup: FateSide): FateRow {
  const before = sumOf(match.baseline, baseline.table);
  const after = sumOf(match.followup, followup.table);
  const [side, number] =
    match.baseline[0] === undefined
      ? [followup, match.followup[0]!]
      : [baseline, match.baseline[0]];
  const { centre, likeness, inView } = side.carried[number - 1]!;
  const { region, side: hand } = (after === null ? baseline : followup).table[
    (match.followup[0] ?? match.baseline[0]!) - 1
  ]!;
  const isAlone = match.by === null;
  const isOutside = isAlone && inView < leastInView;
  const fate = isOutside ? 'not-compared' : fateOf(match, before, after);
  return {
    fate,
    region,
    side: hand,
    baseline: match.baseline,
    followup: match.followup,
    matchedBy: match.by,
    before,
    after,
    carriedTo: centre,
    likeness,
    remark: remarkOf({ isAlone, isOutside, isBaseline: side === baseline, likeness }),
  };
}

function fateOf(
  { baseline, followup }: Match,
  before: LesionSum | null,
  after: LesionSum | null,
): Fate {
  if (before === null) return 'new';
  if (after === null) return 'gone';
  if (baseline.length > 1 && baseline.length >= followup.length) return 'merged';
  if (followup.length > 1) return 'split';
  const times = after.volumeMl / before.volumeMl;
  if (times >= volumeLimit) return 'grown';
  return times <= 1 / volumeLimit ? 'shrunk' : 'stable';
}

function sumOf(numbers: readonly number[], table: readonly LesionRow[]): LesionSum | null {
  const [first, ...others] = numbers.map((number) => table[number - 1]!);
  if (first === undefined) return null;
  return others.reduce(
    (sum: LesionSum, row) => ({
      // Numbers rise as volumes fall.
      centre: sum.centre,
      volumeMl: sum.volumeMl + row.volumeMl,
      tlg: sum.tlg + row.tlg,
      suvMax: Math.max(sum.suvMax, row.suvMax),
      suvPeak:
        sum.suvPeak === null || row.suvPeak === null ? null : Math.max(sum.suvPeak, row.suvPeak),
    }),
    {
      centre: first.centre.world,
      volumeMl: first.volumeMl,
      tlg: first.tlg,
      suvMax: first.suvMax,
      suvPeak: first.suvPeak,
    },
  );
}

function remarkOf(found: {
  readonly isAlone: boolean;
  readonly isOutside: boolean;
  readonly isBaseline: boolean;
  readonly likeness: number;
}): string | null {
  const other = found.isBaseline ? 'follow-up' : 'baseline';
  if (found.isOutside) return `out of the ${other}'s field of view`;
  if (found.isAlone && found.likeness < leastLikeness) {
    return 'the two CTs do not agree here: it may have a counterpart elsewhere';
  }
  return null;
}
