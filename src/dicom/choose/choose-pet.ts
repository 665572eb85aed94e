import { InputError } from '../../errors.js';
import type { Choice } from './choice.js';
import { compareRanks } from './compare-ranks.js';
import { extentMm, normalOf, reach } from './extent.js';
import { isNamed } from './is-named.js';
import type { JudgedSeries } from './judge-series.js';

/** What was taken, and why the others were not. */
export interface Taken {
  readonly taken: JudgedSeries | null;
  readonly why: ReadonlyMap<JudgedSeries, string>;
}

// Of the longest: lengths that are as good as one.
const asLong = 0.95;

/**
 * Chooses a PET: fewest doubts first, then whole body before one position, original before derived, the longest, one with
 * a unit before one in counts, the lower series number.
 *
 * @throws InputError when there is none that is good enough, or the best lies in two series
 */
export function choosePet(series: readonly JudgedSeries[], choice: Choice): Taken {
  const usable = series.filter(({ kind, unusable }) => kind === 'PET' && unusable === null);
  if (choice.petSeries !== null) return asked(series, usable, choice.petSeries);
  if (choice.frame === null) refuseBeds(usable);
  const longest = Math.max(0, ...usable.map(({ found }) => extentMm(found)));
  const rank = ({ found, doubts }: JudgedSeries): number[] => {
    const { pet, imageType, seriesNumber } = found.slices[0]!;
    return [
      doubts.length,
      pet!.seriesType[0] === 'WHOLE BODY' ? 0 : 1,
      imageType[0] === 'DERIVED' ? 1 : 0,
      extentMm(found) >= asLong * longest ? 0 : 1,
      pet!.units === 'CNTS' ? 1 : 0,
      seriesNumber ?? Number.MAX_SAFE_INTEGER,
    ];
  };
  const [best = null, ...others] = [...usable].sort((a, b) => compareRanks(rank(a), rank(b)));
  const isRefused = choice.demand === 'whole-body' && best !== null && best.doubts.length > 0;
  if (isRefused) {
    throw new InputError(
      `No PET in the folder is fit for a mask: ${usable.map(({ found, doubts }) => `${found.id} is ${doubts.join(', ')}`).join('; ')}. Expected one of the whole body, corrected for attenuation and decay; --pet-series takes one all the same.`,
    );
  }
  const why = new Map(
    others.map((each) => [
      each,
      each.doubts.join('; ') || `another PET is as good: ${best!.found.id}`,
    ]),
  );
  return { taken: best, why };
}

function asked(
  series: readonly JudgedSeries[],
  usable: readonly JudgedSeries[],
  name: string,
): Taken {
  const taken = usable.find((each) => isNamed(each, name));
  if (taken !== undefined) {
    const others = usable.filter((each) => each !== taken);
    return { taken, why: new Map(others.map((each) => [each, 'another PET was asked for'])) };
  }
  const found = series.find((each) => isNamed(each, name));
  throw new InputError(
    `Series ${name} cannot be taken as the PET: ${found === undefined ? 'it is not in the study' : (found.unusable ?? `it is a ${found.kind}`)}.`,
  );
}

/** Two series that follow each other are two positions of the table, as some scanners export them. */
function refuseBeds(usable: readonly JudgedSeries[]): void {
  const corrected = usable.filter(({ doubts }) =>
    doubts.every((doubt) => !doubt.startsWith('not corrected')),
  );
  for (const [i, a] of corrected.entries()) {
    for (const b of corrected.slice(i + 1)) {
      if (!followEachOther(a, b)) continue;
      throw new InputError(
        `The PET lies in two series that follow each other, ${a.found.id} and ${b.found.id}: two positions of the table. Join them at the scanner's console, or take one of them with --pet-series.`,
      );
    }
  }
}

// Of the shorter one: bed positions overlap by up to half.
const mostOverlap = 0.5;
// More between two series than this share of the shorter is no neighbour.
const mostGap = 0.1;

function followEachOther({ found: a }: JudgedSeries, { found: b }: JudgedSeries): boolean {
  const [p, q] = [a.slices[0]!, b.slices[0]!];
  const isAlike =
    p.frameOfReferenceUid === q.frameOfReferenceUid &&
    p.plane!.rows === q.plane!.rows &&
    p.plane!.spacing[0] === q.plane!.spacing[0] &&
    p.pet!.units === q.pet!.units;
  const normal = normalOf(a);
  const [from, to] = reach(a, normal)!;
  const [start, end] = reach(b, normal)!;
  const shorter = Math.min(to - from, end - start);
  const overlap = Math.min(to, end) - Math.max(from, start);
  return isAlike && overlap < mostOverlap * shorter && overlap > -mostGap * shorter;
}
