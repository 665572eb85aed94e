import { findLesionErrors, lesionErrors } from '../../src/picture/lesion-errors.js';

const { none, falsePositive, falseNegative, truePositive, falseLesion, missedLesion } =
  lesionErrors;

const masks = (...rows: string[]) =>
  Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));

test('tells rims of found lesions from whole lesions missed or invented', () => {
  //                       hit with rims | invented | missed
  const predicted = masks('.###..##....');
  const expected = masks('..###....##.');
  expect([...findLesionErrors(predicted, expected, [1, 1, 12])]).toEqual([
    none,
    falsePositive,
    truePositive,
    truePositive,
    falseNegative,
    none,
    falseLesion,
    falseLesion,
    none,
    missedLesion,
    missedLesion,
    none,
  ]);
});

test('each mask has lesions of its own: what is first in one may be second in the other', () => {
  const errors = findLesionErrors(masks('#.##...'), masks('..##..#'), [1, 1, 7]);
  expect([...errors]).toEqual([falseLesion, 0, truePositive, truePositive, 0, 0, missedLesion]);
  const swapped = findLesionErrors(masks('..##..#'), masks('#.##...'), [1, 1, 7]);
  expect([...swapped]).toEqual([missedLesion, 0, truePositive, truePositive, 0, 0, falseLesion]);
});

test('lesions that touch by an edge are one, by a corner two', () => {
  const shape = [2, 2, 2] as const;
  // By an edge: the voxels (0,0,0) and (0,1,1); the prediction has the first.
  expect(findLesionErrors(masks('#.......'), masks('#..#....'), shape)[3]).toBe(falseNegative);
  // By a corner: (0,0,0) and (1,1,1).
  expect(findLesionErrors(masks('#.......'), masks('#......#'), shape)[7]).toBe(missedLesion);
});

test('takes every label but 0 for lesion', () => {
  const errors = findLesionErrors(Uint8Array.of(2, 0), Uint8Array.of(3, 0), [1, 1, 2]);
  expect([...errors]).toEqual([truePositive, none]);
});

test('empty masks give nothing, or nothing but errors', () => {
  const [empty, full] = [new Uint8Array(4), new Uint8Array(4).fill(1)];
  expect([...findLesionErrors(empty, empty, [1, 2, 2])]).toEqual([0, 0, 0, 0]);
  expect(new Set(findLesionErrors(full, empty, [1, 2, 2]))).toEqual(new Set([falseLesion]));
  expect(new Set(findLesionErrors(empty, full, [1, 2, 2]))).toEqual(new Set([missedLesion]));
});
