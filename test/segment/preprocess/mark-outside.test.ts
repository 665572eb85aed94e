import { markOutside } from '../../../src/segment/preprocess/mark-outside.js';

test('markOutside gives background outside −1 and takes foreground outside in', () => {
  const inside = Uint8Array.of(1, 1, 0, 0);
  const marked = markOutside(Uint8Array.of(0, 2, 0, 3), inside);
  expect(marked).toEqual(Int16Array.of(0, 2, -1, 3));
  expect(inside).toEqual(Uint8Array.of(1, 1, 0, 1));
});
