import { trim } from '../../src/picture/trim.js';

/** Grey pictures by rows. */
const picture = (rows: readonly (readonly number[])[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.flat().flatMap((grey) => [grey, grey, grey])),
});

const before = picture([
  [255, 250, 255, 255, 255],
  [255, 255, 100, 255, 255],
  [255, 255, 100, 240, 255],
  [255, 255, 255, 255, 255],
]);

test('cuts nearly white columns off, up to a margin', () => {
  expect(trim(before, { columns: 0, rows: null })).toEqual(picture([[255], [100], [100], [255]]));
  expect(trim(before, { columns: 1, rows: null })).toEqual(
    picture([
      [250, 255, 255],
      [255, 100, 255],
      [255, 100, 240],
      [255, 255, 255],
    ]),
  );
  expect(trim(before, { columns: 9, rows: null })).toEqual(before);
});

test('cuts rows too where told to', () => {
  expect(trim(before, { columns: 0, rows: 0 })).toEqual(picture([[100], [100]]));
});

test('leaves an empty picture as it is', () => {
  const empty = picture([[255, 255]]);
  expect(trim(empty, { columns: 0, rows: 0 })).toEqual(empty);
});
