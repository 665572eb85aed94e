import fc from 'fast-check';
import { distanceInside } from '../../src/array/distance-inside.js';

const shape = [4, 5, 6] as const;
const spacing = [5, 4, 4] as const;

test('a depth is never less than the straight way out, nor more than an eighth longer', () => {
  const masks = fc.array(fc.constantFrom(0, 1, 1, 1), { minLength: 120, maxLength: 120 });
  fc.assert(
    fc.property(masks, (values) => {
      const found = distanceInside(Uint8Array.from(values), shape, spacing);
      for (const [i, mm] of found.entries()) {
        if (values[i] === 0) {
          expect(mm).toBe(0);
          continue;
        }
        const straight = straightWay(values, i);
        expect(mm).toBeGreaterThanOrEqual(straight - 1e-4);
        expect(mm).toBeLessThanOrEqual(1.15 * straight);
      }
    }),
    { numRuns: 30 },
  );
});

/** To the middle of the nearest voxel outside, those beyond the border included. */
function straightWay(values: readonly number[], from: number): number {
  const at = [Math.floor(from / 30), Math.floor(from / 6) % 5, from % 6] as const;
  let least = Infinity;
  for (let z = -1; z <= 4; z++) {
    for (let y = -1; y <= 5; y++) {
      for (let x = -1; x <= 6; x++) {
        const isInside = z >= 0 && z < 4 && y >= 0 && y < 5 && x >= 0 && x < 6;
        if (isInside && values[(z * 5 + y) * 6 + x] === 1) continue;
        const steps = [z - at[0], y - at[1], x - at[2]] as const;
        least = Math.min(least, Math.hypot(...steps.map((n, axis) => n * spacing[axis as 0])));
      }
    }
  }
  return least;
}
