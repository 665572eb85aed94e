import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import { type Geometry, identityDirection, type Vec3 } from '../../src/image/volume.js';
import { measureLesions } from '../../src/lesions/measure-lesions.js';
import type { Lesion, LesionUptake, TumourBurden } from '../../src/lesions/measured-lesions.js';
import { maskOf, readFixture } from './support/fixtures.js';
import { sparseMask } from './support/sparse-mask.js';

interface Case extends Geometry {
  readonly title: string;
  readonly mask: string;
  /** SUV × 16, whose sums are exact. */
  readonly sixteenths: number[];
  readonly lesions: readonly (Pick<
    Lesion,
    'voxels' | 'volumeMl' | 'centre' | 'longestDiameterMm' | 'nearestMm'
  > &
    LesionUptake & { first: number })[];
  readonly totals: Omit<TumourBurden, 'dmaxMm'>;
}

/** Every lesion, measured voxel by voxel with NumPy and SciPy. */
const cases = readFixture<Case[]>('lesions');

describe('measureLesions against NumPy and SciPy', () => {
  test.each(cases)('$title', ({ mask, sixteenths, lesions, totals, ...grid }) => {
    const suv = Float32Array.from(sixteenths, (value) => value / 16);
    const components = componentsOf(maskOf(mask), grid);
    const found = measureLesions(components, grid, suv);
    expect(found.lesions.map(({ number }) => number)).toEqual(lesions.map((_, i) => i + 1));
    const flat = found.lesions.map(({ number: _, component, uptake, ...lesion }) => ({
      first: components.start[components.component.indexOf(component)],
      ...lesion,
      ...uptake,
    }));
    expectNear(flat, lesions);
    const { dmaxMm: _, ...burden } = found.totals;
    expectNear(burden, totals);
  });
});

/** All that is measured together, computed voxel by voxel with NumPy and SciPy. */
const burdens =
  readFixture<
    ({ title: string; shape: Shape; spacing: Vec3; mask: string; pet: number[] } & TumourBurden)[]
  >('burdens');

describe('totals against NumPy', () => {
  test.each(burdens)('$title', ({ shape, spacing, mask, pet, title: _, ...expected }) => {
    const grid = gridOf(shape, spacing);
    const components = componentsOf(maskOf(mask), grid);
    const { totals } = measureLesions(components, grid, Float32Array.from(pet));
    expectNear(totals, expected);
  });
});

describe('measureLesions', () => {
  test('knows no uptake without a PET', () => {
    const grid = gridOf([1, 1, 5], [2, 2, 5]);
    const found = measureLesions(componentsOf(Uint8Array.of(1, 0, 0, 1, 1), grid), grid, null);
    expect(found).toEqual({
      lesions: [
        {
          number: 1,
          component: 1,
          voxels: 2,
          volumeMl: 0.04,
          centre: { index: [3.5, 0, 0], world: [7, 0, 0] },
          // From the end of the two voxels to the other, or from one's top to the other's bottom.
          longestDiameterMm: Math.sqrt(29),
          nearestMm: 7,
          uptake: null,
        },
        {
          number: 2,
          component: 0,
          voxels: 1,
          volumeMl: 0.02,
          centre: { index: [0, 0, 0], world: [0, 0, 0] },
          longestDiameterMm: 5,
          nearestMm: 7,
          uptake: null,
        },
      ],
      totals: { tmtvMl: 0.06, dmaxMm: 7, tlg: null, suvMax: null, suvPeak: null },
    });
  });

  test('has negative uptake as it is, and the first of several hottest voxels', () => {
    const grid = gridOf([1, 1, 3], [10, 10, 10]);
    const pet = Float32Array.of(-3, -2, -2);
    const { lesions, totals } = measureLesions(
      componentsOf(Uint8Array.of(1, 1, 1), grid),
      grid,
      pet,
    );
    expect(lesions[0]!.uptake!.suvMaxPlace).toEqual({ index: [1, 0, 0], world: [10, 0, 0] });
    expect(totals).toEqual({ tmtvMl: 3, dmaxMm: 0, tlg: -7, suvMax: -2, suvPeak: -2 });
  });

  test('numbers by falling volume, then by the first voxel; the parts add up to the whole', () => {
    const shape: Shape = [4, 5, 6];
    const grid = gridOf(shape, [10, 10, 5]);
    const suvs = fc.array(fc.nat(4000), { minLength: 120, maxLength: 120 });
    fc.assert(
      fc.property(sparseMask(shape), suvs, (mask, sixteenths) => {
        const pet = Float32Array.from(sixteenths, (value) => value / 16);
        const { lesions, totals } = measureLesions(componentsOf(mask, grid), grid, pet);
        for (const [i, lesion] of lesions.slice(1).entries()) {
          const before = lesions[i]!;
          expect(before.voxels).toBeGreaterThanOrEqual(lesion.voxels);
          if (before.voxels === lesion.voxels)
            expect(before.component).toBeLessThan(lesion.component);
        }
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(lesions.map(({ volumeMl }) => volumeMl))).toBe(totals.tmtvMl);
        expect(sum(lesions.map(({ uptake }) => uptake!.tlg))).toBe(totals.tlg);
      }),
    );
  });
});

function gridOf([z, y, x]: Shape, spacing: Vec3): Geometry {
  return { size: [x, y, z], spacing, origin: [0, 0, 0], direction: identityDirection };
}

function componentsOf(mask: Uint8Array, { size: [x, y, z] }: Geometry) {
  return connectedComponents(mask, [z, y, x], 18);
}

/** The same keys and lengths, and every number to 1e-10 of its size: sums run in another order. */
function expectNear(found: unknown, expected: unknown): void {
  expect(found).toEqual(expected === null ? null : near(expected));
}

function near(expected: unknown): unknown {
  if (typeof expected === 'number') return closeTo(expected);
  if (Array.isArray(expected)) return expected.map(near);
  if (expected === null || typeof expected !== 'object') return expected;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, near(value)]));
}

function closeTo(expected: number): unknown {
  const tolerance = 1e-10 * Math.max(1, Math.abs(expected));
  return {
    asymmetricMatch: (found: unknown) =>
      typeof found === 'number' && Math.abs(found - expected) <= tolerance,
    toString: () => `${expected} ± ${tolerance}`,
  };
}
