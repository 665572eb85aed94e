import { InputError } from '../../errors.js';
import type { FoundSeries } from '../read/group-series.js';
import { dot } from '../read/vectors.js';
import type { Choice } from './choice.js';
import type { Taken } from './choose-pet.js';
import { compareRanks } from './compare-ranks.js';
import { extentMm, normalOf, reach } from './extent.js';
import { isNamed } from './is-named.js';
import type { JudgedSeries } from './judge-series.js';

/** A CT of a PET. */
export interface TakenCt extends Taken {
  /** What is odd about the one that was taken; null for nothing. */
  readonly remark: string | null;
}

// Of the PET's length.
const whole = 0.9;
// Of cosines: slices of one are then those of the other.
const parallel = 0.95;

/**
 * Chooses the CT of a PET: in its frame of reference and plane, the one that reaches furthest along it; then original
 * before derived, the widest, the most slices, the lower series number. Without a PET, the longest.
 *
 * @throws InputError when the one that is asked for cannot be taken
 */
export function chooseCt(
  series: readonly JudgedSeries[],
  pet: JudgedSeries | null,
  { ctSeries }: Choice,
): TakenCt {
  const usable = series.filter(({ kind, unusable }) => kind === 'CT' && unusable === null);
  const covered = (each: JudgedSeries): number =>
    pet === null ? 1 : coverage(each.found, pet.found);
  const why = new Map<JudgedSeries, string>();
  if (ctSeries !== null) {
    const taken = usable.find((each) => isNamed(each, ctSeries));
    if (taken === undefined) {
      const found = series.find((each) => isNamed(each, ctSeries));
      throw new InputError(
        `Series ${ctSeries} cannot be taken as the CT: ${found === undefined ? 'it is not in the study' : (found.unusable ?? `it is a ${found.kind}`)}.`,
      );
    }
    for (const each of usable) if (each !== taken) why.set(each, 'another CT was asked for');
    return { taken, why, remark: remarkOf(covered(taken)) };
  }
  for (const each of usable) {
    const reason = pet === null ? null : unfit(each.found, pet.found);
    if (reason !== null) why.set(each, reason);
  }
  const fit = usable.filter((each) => !why.has(each));
  const longest = Math.max(0, ...fit.map(({ found }) => extentMm(found)));
  const rank = (each: JudgedSeries): number[] => {
    const { imageType, plane, seriesNumber } = each.found.slices[0]!;
    const share = covered(each);
    return [
      share >= whole ? 0 : 1 - share,
      pet === null ? longest - extentMm(each.found) : 0,
      each.doubts.length,
      imageType[0] === 'DERIVED' ? 1 : 0,
      -Math.round((plane!.columns * plane!.spacing[1]) / 10),
      -each.found.slices.length,
      seriesNumber ?? Number.MAX_SAFE_INTEGER,
    ];
  };
  const [best = null, ...others] = [...fit].sort((a, b) => compareRanks(rank(a), rank(b)));
  for (const each of others) {
    const share = covered(each);
    why.set(
      each,
      share < whole
        ? `a CT of one region: it reaches ${Math.round(100 * share)} % of the PET`
        : `another CT is as good: ${best!.found.id}`,
    );
  }
  return { taken: best, why, remark: best === null ? null : remarkOf(covered(best)) };
}

function remarkOf(share: number): string | null {
  return share >= whole ? null : `it reaches ${Math.round(100 * share)} % of the PET`;
}

function unfit(ct: FoundSeries, pet: FoundSeries): string | null {
  const [a, b] = [ct.slices[0]!, pet.slices[0]!];
  const isOther =
    a.frameOfReferenceUid !== null &&
    b.frameOfReferenceUid !== null &&
    a.frameOfReferenceUid !== b.frameOfReferenceUid;
  if (isOther) return 'in another frame of reference than the PET';
  if (Math.abs(dot(normalOf(ct), normalOf(pet))) < parallel) return 'sliced in another plane';
  if (coverage(ct, pet) === 0) return 'beside the PET';
  return null;
}

/** The share of the PET's length that the CT reaches. */
function coverage(ct: FoundSeries, pet: FoundSeries): number {
  const normal = normalOf(pet);
  const [from, to] = reach(pet, normal)!;
  const [start, end] = reach(ct, normal)!;
  return Math.max(0, Math.min(to, end) - Math.max(from, start)) / (to - from || 1);
}
