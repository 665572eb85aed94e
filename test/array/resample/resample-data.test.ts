import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { GridSpacing, Shape } from '../../../src/array/grid.js';
import { resampleData } from '../../../src/array/resample/resample-data.js';
import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { smallShapes } from '../../support/small-shapes.js';

/** Made by make_references.py with nnU-Net 2.8.1; values are rounded to 6 decimals. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/images.json', import.meta.url), 'utf8'),
) as {
  inputs: Record<string, { shape: Shape; data: number[] }>;
  cases: {
    title: string;
    input: string;
    newShape: Shape;
    currentSpacing: GridSpacing;
    newSpacing: GridSpacing;
    fn: ResamplingFn;
    expected: number[];
  }[];
};

const isotropic: GridSpacing = [1, 1, 1];
const cubic: ResamplingFn = { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: null };
const linear: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };
const nearest: ResamplingFn = { kind: 'default', order: 0, orderZ: 0, forceSeparateZ: null };
const torch: ResamplingFn = { kind: 'torch', forceSeparateZ: null };
const separateCubic: ResamplingFn = { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: true };

describe('resampleData against nnU-Net', () => {
  test.each(references.cases)('$title', (reference) => {
    const { shape, data } = references.inputs[reference.input]!;
    const resampled = resampleData(
      Float32Array.from(data),
      shape,
      reference.newShape,
      reference.currentSpacing,
      reference.newSpacing,
      reference.fn,
    );
    expect(resampled.shape).toEqual(reference.newShape);
    expect(resampled.data).toHaveLength(reference.expected.length);
    // Half a unit of the sixth decimal, and float32 rounding of values near 1.
    expect(largestDifference(resampled.data, reference.expected)).toBeLessThan(1e-6);
  });
});

describe('resampleData', () => {
  const arrays = smallShapes.chain((shape) =>
    fc.record({
      shape: fc.constant<Shape>(shape),
      data: fc
        .array(fc.float({ min: -1000, max: 1000, noNaN: true }), {
          minLength: shape[0] * shape[1] * shape[2],
          maxLength: shape[0] * shape[1] * shape[2],
        })
        .map((values) => Float32Array.from(values)),
      newShape: fc.tuple(
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 1, max: 14 }),
      ),
    }),
  );
  const resamplers = fc.constantFrom<ResamplingFn>(cubic, linear, nearest, torch, separateCubic);
  const spacings = fc.constantFrom<GridSpacing>([1, 1, 1], [4, 1, 1], [1, 4, 1], [1, 1, 4]);

  test('returns the very array if the shape stays', () => {
    fc.assert(
      fc.property(arrays, resamplers, spacings, ({ shape, data }, fn, spacing) => {
        const resampled = resampleData(data, shape, [...shape], spacing, isotropic, fn);
        expect(resampled.data).toBe(data);
      }),
    );
  });

  test('never leaves the range of the input, and leaves the input alone', () => {
    fc.assert(
      fc.property(arrays, resamplers, spacings, ({ shape, data, newShape }, fn, spacing) => {
        const original = data.slice();
        const resampled = resampleData(data, shape, newShape, spacing, isotropic, fn).data;
        expect(data).toEqual(original);
        expect(resampled).toHaveLength(newShape[0] * newShape[1] * newShape[2]);
        expect(Math.min(...resampled)).toBeGreaterThanOrEqual(Math.min(...data) - 1e-4);
        expect(Math.max(...resampled)).toBeLessThanOrEqual(Math.max(...data) + 1e-4);
      }),
    );
  });

  test('keeps a constant constant', () => {
    fc.assert(
      fc.property(arrays, resamplers, spacings, ({ shape, data, newShape }, fn, spacing) => {
        data.fill(-1024);
        const resampled = resampleData(data, shape, newShape, spacing, isotropic, fn).data;
        expect(resampled.every((value) => value === -1024)).toBe(true);
      }),
    );
  });

  test('commutes with reversing an axis, away from ties', () => {
    fc.assert(
      fc.property(arrays, fc.constantFrom(cubic, linear), ({ shape, data, newShape }, fn) => {
        const reversed = resampleData(data.toReversed(), shape, newShape, isotropic, isotropic, fn);
        const resampled = resampleData(data, shape, newShape, isotropic, isotropic, fn);
        // 1e-6 of the range, for float32 between the passes.
        expect(largestDifference(reversed.data.toReversed(), resampled.data)).toBeLessThan(2e-3);
      }),
    );
  });

  test.each([
    ['linear', linear, 1],
    ['torch', torch, 1],
    ['cubic', cubic, 12],
  ])('%s keeps a ramp a ramp, away from the ends', (_, fn, margin) => {
    const length = 40;
    const newLength = 70;
    const ramp = Float32Array.from({ length }, (_, i) => 3 * i - 50);
    for (const axis of [0, 1, 2]) {
      const along = (n: number) => [0, 1, 2].map((a) => (a === axis ? n : 1)) as unknown as Shape;
      const { data } = resampleData(
        ramp,
        along(length),
        along(newLength),
        isotropic,
        isotropic,
        fn,
      );
      const position = (o: number) => ((o + 0.5) * length) / newLength - 0.5;
      const inner = [...data.keys()].filter(
        (o) => position(o) >= margin - 1 && position(o) <= length - margin,
      );
      expect(inner.length).toBeGreaterThan(20);
      for (const o of inner) expect(data[o]).toBeCloseTo(3 * position(o) - 50, 4);
    }
  });

  test.each([0, 1, 2])('treats every line along axis %d alike, however many there are', (axis) => {
    const line = Float32Array.of(4, -1, 7, 7, 2, 0, 30);
    const newLength = 11;
    const across = 150;
    const shape: Shape = axis === 2 ? [1, across, 7] : axis === 1 ? [2, 7, across] : [7, 1, across];
    const newShape = shape.map((length, a) =>
      a === axis ? newLength : length,
    ) as unknown as Shape;
    const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const lines = new Float32Array(shape[0] * shape[1] * shape[2]);
    for (let i = 0; i < lines.length; i++) lines[i] = line[Math.floor(i / stride) % line.length]!;
    const alone = resampleData(
      line,
      [1, 1, 7],
      [1, 1, newLength],
      isotropic,
      isotropic,
      cubic,
    ).data;
    const together = resampleData(lines, shape, newShape, isotropic, isotropic, cubic).data;
    for (let i = 0; i < together.length; i++) {
      expect(together[i] === alone[Math.floor(i / stride) % newLength]).toBe(true);
    }
  });

  test('clips each slice to its own range when z is separate', () => {
    const shape: Shape = [2, 9, 9];
    const newShape: Shape = [2, 13, 13];
    const data = new Float32Array(2 * 81).fill(-1, 81);
    data[40] = 1;
    const lowest = (fn: ResamplingFn, spacing: GridSpacing) => {
      const resampled = resampleData(data, shape, newShape, spacing, isotropic, fn).data;
      return Math.min(...resampled.subarray(0, 13 * 13));
    };
    // The impulse undershoots zero, which the minus ones of the other slice only allow in 3-D.
    expect(lowest(cubic, isotropic)).toBeLessThan(-0.1);
    expect(lowest(separateCubic, [4, 1, 1])).toBe(0);
  });

  test('leaves data and shape alone if the plans name no resampling', () => {
    const data = new Float32Array(8);
    const resampled = resampleData(data, [2, 2, 2], [3, 3, 3], isotropic, isotropic, {
      kind: 'none',
    });
    expect(resampled.data).toBe(data);
    expect(resampled.shape).toEqual([2, 2, 2]);
  });
});

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
