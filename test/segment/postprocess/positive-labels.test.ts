import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { resampleAxes } from '../../../src/array/resample/resample-axes.js';
import { splineTaps, torchLinearTaps } from '../../../src/array/resample/taps.js';
import { positiveLabels } from '../../../src/segment/postprocess/positive-labels.js';

const shape = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 7 })));
const linear = (length: number, newLength: number) => splineTaps(length, newLength, 1);

test.each([
  ['scikit-image', linear],
  ['torch', torchLinearTaps],
])('positiveLabels is the sign of what %s-like resampling gives', (_, makeTaps) => {
  fc.assert(
    fc.property(shape, shape, fc.integer(), (from, to, seed) => {
      const [before, after] = [from as unknown as Shape, to as unknown as Shape];
      let state = seed;
      const logits = new Float32Array(before[0] * before[1] * before[2]).map(() => {
        state = Math.imul(state, 1664525) + 1013904223;
        // Mostly negative, as in a body, so that rows are left out.
        return state / 2 ** 31 - 0.6;
      });
      const labels = positiveLabels(logits, before, after, makeTaps);
      const resampled = resampleAxes(logits, before, after, makeTaps);
      // Intermediate results are rounded in another order: within that of zero either is right.
      const wrong = labels.findIndex(
        (label, i) => Math.abs(resampled[i]!) > 1e-6 && label !== Number(resampled[i]! > 0),
      );
      expect(wrong).toBe(-1);
    }),
    { numRuns: 200 },
  );
});
