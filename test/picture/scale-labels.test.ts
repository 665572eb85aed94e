import fc from 'fast-check';
import { scaleLabels } from '../../src/picture/scale-labels.js';
import { scaleProjection } from '../../src/picture/scale-projection.js';

const projection = (width: number, height: number, spacing: number, values: readonly number[]) => ({
  width,
  height,
  pixelWidth: spacing,
  pixelHeight: spacing,
  data: Float32Array.from(values),
});

test('smaller pixels repeat labels, without mixing them', () => {
  const { width, data } = scaleLabels(projection(2, 1, 4, [1, 3]), 2);
  expect([width, [...data]]).toEqual([4, [1, 1, 3, 3, 1, 1, 3, 3]]);
});

test('a larger pixel shows the greatest label in it', () => {
  const { width, height, data } = scaleLabels(projection(4, 2, 1, [0, 5, 1, 0, 2, 0, 0, 0]), 2);
  expect([width, height, [...data]]).toEqual([2, 1, [5, 1]]);
});

const pictures = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc.tuple(
      fc.constant([width, height] as const),
      fc.array(fc.integer({ min: 0, max: 5 }), {
        minLength: width * height,
        maxLength: width * height,
      }),
      fc.double({ min: 0.5, max: 6, noNaN: true }),
    ),
  );

test('no label is lost or invented, and the size is that of the PET beside it', () => {
  fc.assert(
    fc.property(pictures, ([[width, height], values, spacing]) => {
      const before = projection(width, height, spacing, values);
      const after = scaleLabels(before, 2.5);
      const grey = scaleProjection(before, 2.5);
      expect([after.width, after.height]).toEqual([grey.width, grey.height]);
      expect(Math.max(...after.data)).toBe(Math.max(...values));
      expect([...after.data].every((label) => values.includes(label))).toBe(true);
    }),
  );
});
