import { neighboursOf, type Plane, pixelsOf } from './plane.js';
import { thin } from './thin.js';

/**
 * A line along the middle of a patch: the longest of the shortest ways between ends of its skeleton, without the
 * tenth at each end where it is longer than ten pixels.
 *
 * @returns indices of pixels, from one end to the other
 */
export function centreLine(patch: Plane): number[] {
  const skeleton = thin(patch);
  const pixels = pixelsOf(skeleton);
  const ends = pixels.filter((index) => neighboursOf(skeleton, index).length === 1);
  // A ring has no ends.
  const starts = ends.length > 0 ? ends : pixels.slice(0, 1);
  let longest: number[] = [];
  for (const start of starts) {
    const way = longestFrom(skeleton, start);
    if (way.length > longest.length) longest = way;
  }
  const { length } = longest;
  return length > 10 ? longest.slice(Math.floor(0.1 * length), Math.floor(0.9 * length)) : longest;
}

/** The shortest way to the pixel that is furthest away. */
function longestFrom(skeleton: Plane, start: number): number[] {
  const before = new Map<number, number | null>([[start, null]]);
  let last = start;
  const waiting = [start];
  for (let i = 0; i < waiting.length; i++) {
    last = waiting[i]!;
    for (const next of neighboursOf(skeleton, last)) {
      if (before.has(next)) continue;
      before.set(next, last);
      waiting.push(next);
    }
  }
  const way: number[] = [];
  for (let at: number | null = last; at !== null; at = before.get(at) ?? null) way.push(at);
  return way.reverse();
}
