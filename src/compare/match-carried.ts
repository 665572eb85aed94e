import type { CarriedLesions } from './carry-lesions.js';
import type { TimePoint } from './read-time-point.js';

/** Lesions of the two studies that are the same disease; one side is empty where there is no counterpart. */
export interface Match {
  /** Numbers at baseline, ascending. */
  readonly baseline: readonly number[];
  /** Numbers at follow-up, ascending. */
  readonly followup: readonly number[];
  /** `overlap`: they lie on each other; `near`: their centres lie close together, and nothing else does; null for one alone. */
  readonly by: 'overlap' | 'near' | null;
}

/** Of the smaller one's voxels. */
const leastShared = 0.25;
/** Between centres: three times what the registration may be wrong by. */
const nearMm = 15;

/**
 * Joins the lesions of two studies: those that share a quarter of the smaller one's voxels once they have been carried over, then, one to
 * one and the nearest first, those whose centres lie within 15 mm and that are alone.
 *
 * @param carried the baseline's lesions, in the follow-up's PET
 */
export function matchCarried(
  carried: CarriedLesions,
  baseline: TimePoint,
  followup: TimePoint,
): Match[] {
  const group = new Groups(baseline.measured.lesions.length, followup.measured.lesions.length);
  for (const [b, f] of overlaps(carried, followup)) group.join(b, f);
  const byOverlap = group.all();
  const alone = byOverlap.filter((match) => match.by === null);
  const pairs = alone
    .flatMap((one) => alone.map((other) => ({ b: one.baseline[0], f: other.followup[0] })))
    .flatMap(({ b, f }) => {
      if (b === undefined || f === undefined) return [];
      const from = carried.lesions[b - 1]!.centre;
      const to = followup.measured.lesions[f - 1]!.centre.world;
      const mm = Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
      return mm <= nearMm ? [{ b, f, mm }] : [];
    })
    .sort((x, y) => x.mm - y.mm);
  const taken = new Map<number, number>();
  for (const { b, f } of pairs) {
    if (!taken.has(b) && ![...taken.values()].includes(f)) taken.set(b, f);
  }
  const near = [...taken].map(([b, f]): Match => ({ baseline: [b], followup: [f], by: 'near' }));
  const isTaken = ({ baseline: [b], followup: [f] }: Match): boolean =>
    near.some((match) => match.baseline[0] === b || match.followup[0] === f);
  return [...byOverlap.filter((match) => match.by !== null || !isTaken(match)), ...near];
}

function overlaps({ labels }: CarriedLesions, followup: TimePoint): [number, number][] {
  const shared = new Map<string, number>();
  const sizes = new Map<number, number>();
  for (let at = 0; at < labels.length; at++) {
    const b = labels[at]!;
    if (b === 0) continue;
    sizes.set(b, (sizes.get(b) ?? 0) + 1);
    const f = followup.labels[at]!;
    if (f === 0) continue;
    const key = `${b},${f}`;
    shared.set(key, (shared.get(key) ?? 0) + 1);
  }
  return [...shared].flatMap(([key, voxels]) => {
    const [b, f] = key.split(',').map(Number) as [number, number];
    const smaller = Math.min(sizes.get(b)!, followup.measured.lesions[f - 1]!.voxels);
    return voxels >= leastShared * smaller ? [[b, f] as [number, number]] : [];
  });
}

/** Numbers of both studies, each in one group. */
class Groups {
  readonly #of: number[];

  constructor(
    readonly baseline: number,
    followup: number,
  ) {
    this.#of = Array.from({ length: baseline + followup }, (_, i) => i);
  }

  join(b: number, f: number): void {
    const [kept, lost] = [this.#of[b - 1]!, this.#of[this.baseline + f - 1]!];
    for (const [i, group] of this.#of.entries()) if (group === lost) this.#of[i] = kept;
  }

  all(): Match[] {
    return [...new Set(this.#of)].map((group) => {
      const members = [...this.#of.keys()].filter((i) => this.#of[i] === group);
      const baseline = members.filter((i) => i < this.baseline).map((i) => i + 1);
      const followup = members.filter((i) => i >= this.baseline).map((i) => i - this.baseline + 1);
      const isJoined = baseline.length > 0 && followup.length > 0;
      return { baseline, followup, by: isJoined ? 'overlap' : null };
    });
  }
}
