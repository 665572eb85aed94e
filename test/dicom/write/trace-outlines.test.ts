import fc from 'fast-check';
import { type Outline, traceOutlines } from '../../../src/dicom/write/trace-outlines.js';

const [rows, columns] = [6, 7];
const masks = fc
  .array(fc.boolean(), { minLength: rows * columns, maxLength: rows * columns })
  .map((pixels) => Uint8Array.from(pixels, Number));

describe('traceOutlines', () => {
  test('goes round a pixel clockwise, from its upper left corner', () => {
    const mask = Uint8Array.of(0, 0, 0, /**/ 0, 1, 0, /**/ 0, 0, 0);
    expect(traceOutlines(mask, 3, 3)).toEqual([
      [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ],
    ]);
  });

  test('keeps pixels apart that touch at a corner', () => {
    for (const mask of [Uint8Array.of(1, 0, /**/ 0, 1), Uint8Array.of(0, 1, /**/ 1, 0)]) {
      expect(traceOutlines(mask, 2, 2).map(({ length }) => length)).toEqual([4, 4]);
    }
  });

  test('gives a hole an outline of its own', () => {
    const mask = new Uint8Array(9).fill(1);
    mask[4] = 0;
    expect(traceOutlines(mask, 3, 3).map(areaOf)).toEqual([9, -1]);
  });

  test('surrounds the pixels of any mask by the even-odd rule, and turns at every corner', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const outlines = traceOutlines(mask, rows, columns);
        for (let y = 0; y < rows; y++) {
          for (let x = 0; x < columns; x++) {
            const around = outlines.filter((outline) => surrounds(outline, x + 0.5, y + 0.5));
            expect(around.length % 2).toBe(mask[y * columns + x]);
          }
        }
        for (const outline of outlines) {
          for (const [i, [x, y]] of outline.entries()) {
            const [before, after] = [outline.at(i - 1)!, outline[(i + 1) % outline.length]!];
            expect((x === before[0]) !== (x === after[0])).toBe(true);
            expect((y === before[1]) !== (y === after[1])).toBe(true);
          }
        }
        const area = outlines.reduce((sum, outline) => sum + areaOf(outline), 0);
        expect(area).toBe(mask.reduce((a, b) => a + b, 0));
      }),
    );
  });
});

/** Shoelace formula, y downwards: positive for clockwise. */
function areaOf(outline: Outline): number {
  return outline.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/** Counts the edges to the right of a point. */
function surrounds(outline: Outline, x: number, y: number): boolean {
  const crossed = outline.filter(([fromX, fromY], i) => {
    const [, toY] = outline[(i + 1) % outline.length]!;
    return fromX > x && fromY > y !== toY > y;
  });
  return crossed.length % 2 === 1;
}
