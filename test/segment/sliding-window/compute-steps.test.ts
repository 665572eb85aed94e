import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { computeSteps, type Starts } from '../../../src/segment/sliding-window/compute-steps.js';
import { readFixture } from './support/read-fixture.js';

/** Image shape, patch, step, nnU-Net's starts along each axis. */
const references = readFixture<[Shape, Shape, number, Starts][]>('steps');

describe('computeSteps', () => {
  test('starts tiles where nnU-Net does', () => {
    expect(references.length).toBeGreaterThan(150);
    for (const [shape, patchSize, stepSize, expected] of references) {
      const starts = computeSteps(shape, patchSize, stepSize);
      expect([shape, patchSize, stepSize, starts]).toEqual([shape, patchSize, stepSize, expected]);
    }
  });

  test('goes from edge to edge in moves no wider than the step', () => {
    const axis = fc.record({ patch: fc.integer({ min: 4, max: 200 }), room: fc.nat(400) });
    const step = fc.double({ min: 0.2, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(axis, axis, axis), step, (axes, stepSize) => {
        const patchSize = axes.map(({ patch }) => patch) as unknown as Shape;
        const shape = axes.map(({ patch, room }) => patch + room) as unknown as Shape;
        for (const [i, starts] of computeSteps(shape, patchSize, stepSize).entries()) {
          const { patch, room } = axes[i]!;
          expect(starts[0]).toBe(0);
          expect(starts.at(-1)).toBe(room);
          // Starts are rounded to whole voxels, each by up to a half.
          const moves = starts.slice(1).map((start, n) => start - starts[n]!);
          expect(Math.max(0, ...moves)).toBeLessThanOrEqual(patch * stepSize + 1);
          expect(Math.min(0, ...moves)).toBe(0);
        }
      }),
    );
  });
});
