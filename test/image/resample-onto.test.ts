import { readFileSync } from 'node:fs';
import { resampleOnto } from '../../src/image/resample-onto.js';
import type { Geometry, Volume } from '../../src/image/volume.js';

interface Case {
  readonly name: string;
  readonly source: Geometry & { data: number[] };
  readonly expected: Geometry & { data: number[] };
}

const file = new URL('./fixtures/resample-onto.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

describe('resampleOnto agrees with ITK', () => {
  test.each(cases)('$name', ({ source, expected }) => {
    const ct: Volume<Int16Array> = { ...source, data: Int16Array.from(source.data) };
    const { volume, coverage } = resampleOnto(ct, expected, -1024);
    volume.data.forEach((value, i) => {
      expect(Math.abs(value - expected.data[i]!)).toBeLessThan(1e-3);
    });
    const inside = expected.data.filter((value) => value !== -1024).length;
    expect(coverage).toBeCloseTo(inside / expected.data.length, 12);
  });
});

test('a source that lies elsewhere covers nothing', () => {
  const { source, expected } = cases[0]!;
  const far: Volume<Int16Array> = {
    ...source,
    origin: [1000, 0, 0],
    data: Int16Array.from(source.data),
  };
  const { volume, coverage } = resampleOnto(far, expected, -1024);
  expect(coverage).toBe(0);
  expect(new Set(volume.data)).toEqual(new Set([-1024]));
});
