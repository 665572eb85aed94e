import type { Random } from '../../array/random.js';
import { type Plane, pixelsOf } from './plane.js';

/** A straight line between two pixels of a patch, as far as it lies in it. */
export function straightLine(patch: Plane, random: Random): number[] {
  const pixels = pixelsOf(patch) as [number, ...number[]];
  const [from, to] = [random.pick(pixels), random.pick(pixels)];
  const { width } = patch;
  const [y, x] = [Math.floor(from / width), from % width];
  const [dy, dx] = [Math.floor(to / width) - y, (to % width) - x];
  const count = Math.max(Math.abs(dy), Math.abs(dx));
  const line = Array.from({ length: count + 1 }, (_, i) => {
    const share = count === 0 ? 0 : i / count;
    return Math.round(y + share * dy) * width + Math.round(x + share * dx);
  });
  return line.filter((index) => patch.data[index] === 1);
}
