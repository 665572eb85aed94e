import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { createRandom } from '../../../src/array/random.js';
import { allClicksOfIv } from '../../../src/interact/simulate/clicks-of-iv.js';
import { correct } from '../../../src/interact/simulate/correct.js';
import { depthWithin } from '../../../src/interact/simulate/depth-within.js';
import { noClicks } from '../../../src/segment/clicks/clicks.js';

const row = (text: string) => Uint8Array.from(text, (mark) => Number(mark === '#'));

describe("edition V's corrections", () => {
  const next = (mask: string, reference: string) =>
    correct(
      noClicks,
      row(mask),
      row(reference),
      [1, 1, mask.length],
      'centre-line',
      createRandom(1, 0),
    );

  test('the longer scribble counts, of equal ones that on what was missed', () => {
    expect(next('###...', '.....#')).toEqual({
      tumour: [],
      background: [
        [0, 0, 0],
        [1, 0, 0],
        [2, 0, 0],
      ],
    });
    expect(next('#.....', '.....#')).toEqual({ tumour: [[5, 0, 0]], background: [] });
  });

  test('an empty reference, and a mask without errors', () => {
    expect(next('.#....', '......')).toEqual({ tumour: [], background: [[1, 0, 0]] });
    expect(next('......', '......')).toEqual(noClicks);
    expect(next('##....', '##....')).toEqual(noClicks);
  });

  test('what was clicked before stays', () => {
    const before = { tumour: [[9, 9, 9] as const], background: [] };
    const after = correct(before, row('.'), row('#'), [1, 1, 1], 'random', createRandom(1, 0));
    expect(after.tumour).toEqual([
      [9, 9, 9],
      [0, 0, 0],
    ]);
  });
});

test('depths are those to the nearest voxel beside the mask', () => {
  const shape: Shape = [3, 4, 5];
  const masks = fc.array(fc.nat(3), { minLength: 60, maxLength: 60 });
  const all = Array.from({ length: 5 * 6 * 7 }, (_, i) => [
    Math.floor(i / 42) - 1,
    (Math.floor(i / 7) % 6) - 1,
    (i % 7) - 1,
  ]) as [number, number, number][];
  fc.assert(
    fc.property(masks, (values) => {
      const mask = Uint8Array.from(values, (value) => Number(value > 0));
      const at = ([z, y, x]: readonly number[]) =>
        z! >= 0 && z! < 3 && y! >= 0 && y! < 4 && x! >= 0 && x! < 5
          ? mask[(z! * 4 + y!) * 5 + x!]!
          : 0;
      const outside = all.filter((place) => at(place) === 0);
      const inside = all.filter(
        ([z, y, x]) => z >= 0 && z < 3 && y >= 0 && y < 4 && x >= 0 && x < 5,
      );
      const expected = inside.map((p) =>
        Math.min(...outside.map((q) => q.reduce((sum, each, i) => sum + (each - p[i]!) ** 2, 0))),
      );
      expect([...depthWithin(mask, shape)]).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test("edition IV's clicks: the deepest voxel of each lesion, then borders; hot background", () => {
  const shape: Shape = [1, 7, 40];
  const reference = new Uint8Array(280);
  for (let y = 0; y < 7; y++) reference.fill(1, y * 40 + 2, y * 40 + 9);
  const pet = Float32Array.from({ length: 280 }, (_, i) => (i % 40 === 30 ? 9 : 1));
  const { tumour, background } = allClicksOfIv(pet, reference, shape, createRandom(42, 0));
  // One slice deep, every voxel is at the border of the image.
  expect(tumour).toHaveLength(10);
  for (const [x, y] of tumour) expect(reference[y * 40 + x]).toBe(1);
  expect(new Set(tumour.map((point) => point.join())).size).toBe(10);
  expect(background).toHaveLength(0);
  const hotter = pet.map((suv, i) => (i === 30 ? 20 : suv));
  const { background: hot } = allClicksOfIv(hotter, reference, shape, createRandom(42, 0));
  expect(hot).toEqual([[30, 0, 0]]);
  expect(allClicksOfIv(pet, new Uint8Array(280), shape, createRandom(42, 0)).tumour).toEqual([]);
});
