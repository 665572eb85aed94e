import fc from 'fast-check';
import { findRuns } from '../../src/array/find-runs.js';

/** Runs found by a look at every voxel. */
function plainRuns(mask: Uint8Array, height: number, width: number) {
  const start: number[] = [];
  const length: number[] = [];
  const firstOfRow: number[] = [];
  for (let row = 0; row < height; row++) {
    firstOfRow.push(start.length);
    for (let i = row * width; i < (row + 1) * width; i++) {
      if (mask[i] === 0) continue;
      if (i > row * width && mask[i - 1] !== 0) length[length.length - 1]! += 1;
      else {
        start.push(i);
        length.push(1);
      }
    }
  }
  firstOfRow.push(start.length);
  return { start, length, firstOfRow };
}

test('runs are those of a look at every voxel, wherever the mask lies in its buffer', () => {
  const width = fc.integer({ min: 1, max: 40 });
  const masks = fc.tuple(fc.integer({ min: 1, max: 4 }), width, fc.nat(9)).chain((parts) => {
    const [height, w, offset] = parts;
    const length = offset + height * w;
    // From hardly any voxel to most.
    const values = fc.tuple(
      fc.array(fc.nat(99), { minLength: length, maxLength: length }),
      fc.nat(99),
    );
    return values.map(([bytes, least]) => {
      const buffer = Uint8Array.from(bytes, (b) => (b >= least ? 255 - b : 0)).buffer;
      return { height, width: w, mask: new Uint8Array(buffer, offset) };
    });
  });
  fc.assert(
    fc.property(masks, ({ mask, height, width }) => {
      const { start, length, firstOfRow } = findRuns(mask, [1, height, width]);
      expect({ start: [...start], length: [...length], firstOfRow: [...firstOfRow] }).toEqual(
        plainRuns(mask, height, width),
      );
    }),
    { numRuns: 500 },
  );
});

test('there may be more runs than were made room for', () => {
  const mask = Uint8Array.from({ length: 10_000 }, (_, i) => i % 2);
  const { start, length, firstOfRow } = findRuns(mask, [10, 10, 100]);
  expect(start.length).toBe(5000);
  expect(start[4999]).toBe(9999);
  expect(length.every((n) => n === 1)).toBe(true);
  expect(firstOfRow[100]).toBe(5000);
});
