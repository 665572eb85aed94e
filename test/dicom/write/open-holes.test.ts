import fc from 'fast-check';
import { openHoles } from '../../../src/dicom/write/open-holes.js';
import { type Outline, traceOutlines } from '../../../src/dicom/write/trace-outlines.js';

const [rows, columns] = [7, 8];
const masks = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: rows * columns, maxLength: rows * columns })
  .map((pixels) => Uint8Array.from(pixels, (pixel) => (pixel === 0 ? 0 : 1)));

describe('openHoles', () => {
  test('reaches a hole from straight above', () => {
    const mask = new Uint8Array(9).fill(1);
    mask[4] = 0;
    expect(openHoles(traceOutlines(mask, 3, 3))).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [1, 2],
        [2, 2],
        [2, 1],
        [1, 1],
        [1, 0],
        [3, 0],
        [3, 3],
        [0, 3],
      ],
    ]);
  });

  test('leaves each pixel in or out, whether crossings, windings or outlines are counted', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const outlines = openHoles(traceOutlines(mask, rows, columns));
        for (let y = 0; y < rows; y++) {
          for (let x = 0; x < columns; x++) {
            const around = outlines.map((outline) => windings(outline, x + 0.5, y + 0.5));
            const expected = mask[y * columns + x] === 1 ? [1] : [];
            expect(around.filter((times) => times !== 0)).toEqual(expected);
          }
        }
      }),
    );
  });
});

/** How often an outline runs round a point, clockwise: its edges to the right, up or down. */
function windings(outline: Outline, x: number, y: number): number {
  let times = 0;
  for (const [i, [fromX, fromY]] of outline.entries()) {
    const [toX, toY] = outline[(i + 1) % outline.length]!;
    if (fromX === toX && fromX > x && fromY > y !== toY > y) times += toY > fromY ? 1 : -1;
  }
  return times;
}
