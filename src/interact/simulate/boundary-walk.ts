import type { Random } from '../../array/random.js';
import { neighboursOf, type Plane, pixelsOf, ringOf } from './plane.js';

/** A walk along the inner boundary of a patch, over a fifth of it and at least two pixels where there are two. */
export function boundaryWalk(patch: Plane, random: Random): number[] {
  const data = new Uint8Array(patch.data.length);
  const pixels = pixelsOf(patch).filter((index) => isAtEdge(patch, index));
  for (const index of pixels) data[index] = 1;
  const boundary: Plane = { ...patch, data };
  const wanted = Math.max(2, Math.floor(0.2 * pixels.length));
  const walk = [random.pick(pixels as [number, ...number[]])];
  const seen = new Set(walk);
  for (let i = 0; i < walk.length && walk.length < wanted; i++) {
    for (const next of neighboursOf(boundary, walk[i]!)) {
      if (seen.has(next) || walk.length >= wanted) continue;
      seen.add(next);
      walk.push(next);
    }
  }
  return walk;
}

/** Whether a face of a pixel is open. */
function isAtEdge(patch: Plane, index: number): boolean {
  const ring = ringOf(patch, index);
  return [0, 2, 4, 6].some((i) => ring[i]! < 0 || patch.data[ring[i]!] === 0);
}
