import { connectedComponents } from '../../src/array/connected-components.js';
import type { Geometry } from '../../src/image/volume.js';
import { refineLesions } from '../../src/lesions/refine-lesions.js';
import { parseSuvThreshold } from '../../src/lesions/suv-threshold.js';
import { maskOf, readFixture } from './support/fixtures.js';

interface Case extends Geometry {
  readonly title: string;
  readonly mask: string;
  readonly sixteenths: number[];
  readonly refined: Record<string, { mask: string; voxelsGone: number; lesionsGone: number }>;
}

/** What is left of lesions, voxel by voxel with NumPy and SciPy. */
const cases = readFixture<Case[]>('lesions').flatMap(({ refined, ...study }) =>
  Object.entries(refined).map(([threshold, left]) => ({ ...study, threshold, left })),
);

describe('refineLesions against NumPy and SciPy', () => {
  test.each(cases)(
    '$title, $threshold',
    ({ size: [x, y, z], mask, sixteenths, threshold, left }) => {
      const pet = Float32Array.from(sixteenths, (value) => value / 16);
      const rule = parseSuvThreshold(threshold)!;
      if (rule.kind === 'liver') throw new Error('no number');
      const found = refineLesions(connectedComponents(maskOf(mask), [z, y, x], 18), pet, rule);
      expect(found).toEqual({ ...left, mask: maskOf(left.mask) });
    },
  );
});

test.each([
  ['4', { kind: 'suv', suv: 4 }],
  ['2.5', { kind: 'suv', suv: 2.5 }],
  ['41%', { kind: 'share', share: 0.41 }],
  ['100%', { kind: 'share', share: 1 }],
  ['liver', { kind: 'liver' }],
])('%s is a threshold', (text, rule) => {
  expect(parseSuvThreshold(text)).toEqual(rule);
});

test.each(['0', '-4', '0%', '101%', '4 %', '%', '', 'Liver', '1e2', '.5', 'NaN', '4,5'])(
  '"%s" is none',
  (text) => {
    expect(parseSuvThreshold(text)).toBeNull();
  },
);
