import type { Vec3 } from '../volume.js';
import { indexToWorld } from '../world.js';
import { type BodyImage, type Samples, samplesOf } from './body-image.js';
import { type Fit, fitRigid, likenessOf } from './fit-rigid.js';
import type { Rigid } from './rigid.js';

/** A piece of the first body, and how it lies in the second. */
export interface Block extends Fit {
  /** Of its tissue, LPS mm. */
  readonly centre: Vec3;
  /** How alike the images were before it was fitted, here or anywhere on the way from the trunk, whichever was least. */
  readonly trust: number;
}

const apartMm = 40;
const radiusMm = 45;
const leastSamples = 60;
// Along a limb little says where a piece of it lies, and its neighbour does.
const hold = 0.1;
// What a neighbour says is believed before what the whole body says.
const wholeCounts = 0.9;

/**
 * Fits blocks of a body one after another, each from the motion of a neighbour that fits well: the most trusted first, so that a motion
 * is followed from the trunk out into a limb, and what only fits after it has moved far leads nowhere before all else is known (as
 * digital image correlation does, Pan, Appl Opt 2009).
 */
export function fitBlocks(first: BodyImage, second: BodyImage, whole: Fit): Block[] {
  const places = placesOf(first, second, whole);
  // The best start known of each block that is not done.
  const waiting = new Map<string, Start>();
  for (const [at, { likeness }] of places) {
    waiting.set(at, { motion: whole.motion, trust: wholeCounts * likeness });
  }
  const done: Block[] = [];
  while (waiting.size > 0) {
    const at = mostTrusted(waiting);
    const start = waiting.get(at)!;
    waiting.delete(at);
    const { centre, smooth, sharp } = places.get(at)!;
    const near = fitRigid(smooth, second, 1, start.motion, 8, hold);
    const fit = fitRigid(sharp, second, 2, near.motion, 4, hold);
    const trust = Math.min(start.trust, fit.likeness);
    done.push({ ...fit, centre, trust });
    for (const beside of neighboursOf(at)) {
      const known = waiting.get(beside);
      if (known === undefined || known.trust >= trust) continue;
      const likeness = likenessOf(places.get(beside)!.smooth, second, 1, fit.motion);
      const passed = { motion: fit.motion, trust: Math.min(trust, likeness) };
      if (passed.trust > known.trust) waiting.set(beside, passed);
    }
  }
  return done;
}

interface Start {
  readonly motion: Rigid;
  readonly trust: number;
}

interface Site {
  readonly centre: Vec3;
  /** Under the motion of the whole. */
  readonly likeness: number;
  readonly smooth: Samples;
  readonly sharp: Samples;
}

function placesOf(first: BodyImage, second: BodyImage, whole: Fit): Map<string, Site> {
  const { grid } = first;
  const places = new Map<string, Site>();
  const counts = grid.size.map((n, axis) => Math.ceil((n * grid.spacing[axis as 0]) / apartMm));
  for (let k = 0; k < counts[2]!; k++) {
    for (let j = 0; j < counts[1]!; j++) {
      for (let i = 0; i < counts[0]!; i++) {
        const index = [i, j, k].map(
          (n, axis) => ((n + 0.5) * apartMm) / grid.spacing[axis as 0],
        ) as unknown as Vec3;
        const ball = { centre: indexToWorld(grid, index), radiusMm };
        const smooth = samplesOf(first, 1, 10, ball);
        if (smooth.values.length < leastSamples) continue;
        const sharp = samplesOf(first, 2, 7, ball);
        const likeness = likenessOf(smooth, second, 1, whole.motion);
        places.set([i, j, k].join(), { centre: middleOf(smooth), likeness, smooth, sharp });
      }
    }
  }
  return places;
}

function middleOf({ points }: Samples): Vec3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i++) sum[(i % 3) as 0] += (3 * points[i]!) / points.length;
  return sum;
}

function neighboursOf(at: string): string[] {
  const [i, j, k] = at.split(',').map(Number) as [number, number, number];
  const steps = [-1, 0, 1];
  return steps.flatMap((dk) =>
    steps.flatMap((dj) => steps.map((di) => [i + di, j + dj, k + dk].join())),
  );
}

function mostTrusted(waiting: ReadonlyMap<string, Start>): string {
  let [best, most] = ['', Number.NEGATIVE_INFINITY];
  for (const [at, { trust }] of waiting) if (trust > most) [best, most] = [at, trust];
  return best;
}
