import type { Vec3 } from '../volume.js';
import { indexToWorld } from '../world.js';
import { type BodyImage, type Samples, samplesOf } from './body-image.js';
import { type Fit, fitRigid, likenessOf } from './fit-rigid.js';
import type { Rigid } from './rigid.js';

/** A piece of the first body, and how it lies in the second. */
export interface Block extends Fit {
  /** Of its tissue, LPS mm. */
  readonly centre: Vec3;
}

const apartMm = 40;
const radiusMm = 45;
const leastSamples = 60;
// What a neighbour says is believed before what the whole body says.
const wholeCounts = 0.9;

/**
 * Fits blocks of a body one after another, each from the motion of a neighbour that fits well: the likeliest first, so that a motion
 * is followed from the trunk out into a limb, and what fits badly leads nowhere before all else is known (as digital image correlation
 * does, Pan, Appl Opt 2009).
 */
export function fitBlocks(first: BodyImage, second: BodyImage, whole: Fit): Block[] {
  const places = placesOf(first, second, whole);
  const waiting: { readonly at: string; readonly likeness: number; readonly start: Rigid }[] = [];
  for (const [at, { likeness }] of places) {
    waiting.push({ at, likeness: wholeCounts * likeness, start: whole.motion });
  }
  const done = new Map<string, Block>();
  while (waiting.length > 0) {
    const next = waiting.splice(indexOfBest(waiting), 1)[0]!;
    if (done.has(next.at)) continue;
    const { centre, smooth, sharp } = places.get(next.at)!;
    const near = fitRigid(smooth, second, 1, next.start, 8);
    const fit = fitRigid(sharp, second, 2, near.motion, 4);
    done.set(next.at, { ...fit, centre });
    for (const beside of neighboursOf(next.at)) {
      if (!places.has(beside) || done.has(beside)) continue;
      waiting.push({ at: beside, likeness: fit.likeness, start: fit.motion });
    }
  }
  return [...done.values()];
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

function indexOfBest(waiting: readonly { readonly likeness: number }[]): number {
  let best = 0;
  for (let i = 1; i < waiting.length; i++) {
    if (waiting[i]!.likeness > waiting[best]!.likeness) best = i;
  }
  return best;
}
