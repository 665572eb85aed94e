import { clicksSchema, parseClicks } from '../../../src/segment/clicks/parse-clicks.js';

const parse = (file: unknown) => parseClicks(clicksSchema.parse(file));
const points = (...listed: unknown[]) => ({
  version: { major: 1, minor: 0 },
  type: 'Multiple points',
  points: listed,
});

describe('both forms', () => {
  test("Grand Challenge's", () => {
    const { clicks, remarks } = parse(
      points(
        { point: [1, 2, 3], name: 'tumor' },
        { point: [0, 0, 9], name: 'background' },
        { point: [4, 5, 6], name: 'tumor' },
      ),
    );
    expect(clicks).toEqual({
      tumour: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      background: [[0, 0, 9]],
    });
    expect(remarks).toEqual([]);
  });

  test("that of the challenge's tools", () => {
    expect(parse({ tumor: [[1, 2, 3]], background: [[7, 8, 9]] }).clicks).toEqual({
      tumour: [[1, 2, 3]],
      background: [[7, 8, 9]],
    });
    expect(parse({ background: [[7, 8, 9]] }).clicks.tumour).toEqual([]);
  });

  test('no clicks', () => {
    expect(parse(points()).clicks).toEqual({ tumour: [], background: [] });
    expect(parse({ tumor: [], background: [] }).clicks).toEqual({ tumour: [], background: [] });
  });

  test.each([null, [], 'points', 7, {}, { points: 'none' }, { tumor: { 0: [1, 2, 3] } }])(
    '%j is no file of clicks',
    (file) => {
      expect(clicksSchema.safeParse(file).success).toBe(false);
    },
  );
});

describe('odd points', () => {
  test('numbers between voxels go to the nearest, of two to the even one', () => {
    const { clicks, remarks } = parse(points({ point: [1.4, 2.5, -0.2], name: 'tumor' }));
    expect(clicks.tumour).toEqual([[1, 2, 0]]);
    expect(Object.is(clicks.tumour[0]![2], 0)).toBe(true);
    expect(remarks).toEqual(['1 point(s) between voxels taken to the nearest']);
  });

  test('other names, and what is no place, are left out', () => {
    const { clicks, remarks } = parse(
      points(
        { point: [1, 1, 1], name: 'organ' },
        { point: [1, 1, 1] },
        { point: ['1', '2', '3'], name: 'tumor' },
        { point: [1, 2], name: 'tumor' },
        { point: [1, 2, null], name: 'background' },
        { point: [1, 2, 3, 4], name: 'background' },
        null,
        { point: [3, 3, 3], name: ' Tumor ' },
      ),
    );
    expect(clicks).toEqual({ tumour: [[3, 3, 3]], background: [] });
    expect(remarks).toEqual([
      '3 point(s) called "organ", null left out: expected tumor or background',
      '4 point(s) left out: expected three numbers x, y, z',
    ]);
  });

  test('another type is told', () => {
    expect(parse({ type: 'Point', points: [] }).remarks).toEqual([
      'its type is "Point", not "Multiple points"',
    ]);
  });
});
