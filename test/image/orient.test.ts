import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { inverseReorientation, reorient, reorientationTo } from '../../src/image/orient.js';
import type { Geometry, Volume } from '../../src/image/volume.js';
import { makeVolume } from '../support/make-volume.js';

interface Case {
  readonly name: string;
  readonly wanted: string;
  readonly source: Geometry & { data: number[] };
  readonly expected: Geometry & { data: number[] };
}

const file = new URL('./fixtures/orient.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

describe('reorient agrees with DICOMOrient', () => {
  test.each(cases)('$name to $wanted', ({ wanted, source, expected }) => {
    const image: Volume<Int16Array> = { ...source, data: Int16Array.from(source.data) };
    const turned = reorient(image, reorientationTo(image, wanted));
    expect([...turned.data]).toEqual(expected.data);
    expect(turned.size).toEqual(expected.size);
    expect(turned.spacing).toEqual(expected.spacing);
    turned.origin.forEach((mm, i) => {
      expect(mm).toBeCloseTo(expected.origin[i]!, 9);
    });
    turned.direction.forEach((cosine, i) => {
      expect(cosine).toBeCloseTo(expected.direction[i]!, 12);
    });
  });
});

test('the inverse brings every volume back', () => {
  const orientation = fc.constantFrom('LPS', 'RAS', 'SRA', 'PIL', 'ARI', 'IRA');
  fc.assert(
    fc.property(orientation, orientation, (stored, wanted) => {
      const image = makeVolume<Int16Array>({
        size: [2, 3, 4],
        spacing: [1, 2, 3],
        origin: [5, 6, 7],
        data: Int16Array.from({ length: 24 }, (_, i) => i),
      });
      const start = reorient(image, reorientationTo(image, stored));
      const by = reorientationTo(start, wanted);
      const back = reorient(reorient(start, by), inverseReorientation(by));
      expect(back).toEqual(start);
    }),
  );
});

test.each(['LP', 'LLS', 'xyz', ''])('"%s" is no orientation', (orientation) => {
  const image = makeVolume({ size: [2, 2, 2] });
  expect(() => reorientationTo(image, orientation)).toThrow(/is not an orientation/);
});
