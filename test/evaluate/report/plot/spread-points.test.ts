import fc from 'fast-check';
import { spreadPoints } from '../../../../src/evaluate/report/plot/spread-points.js';

test('points that would touch take the lanes about the middle', () => {
  expect(spreadPoints([0, 1, 2, 30], 6, 5)).toEqual([0, 1, -1, 0]);
});

test('points of a lane keep their distance while there are lanes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }), (positions) => {
      const lanes = spreadPoints(positions, 6, 5);
      for (let i = 0; i < positions.length; i++) {
        for (let j = 0; j < i; j++) {
          const isApart = Math.abs(positions[i]! - positions[j]!) >= 6;
          expect(isApart || lanes[i] !== lanes[j]).toBe(true);
        }
      }
    }),
  );
});
