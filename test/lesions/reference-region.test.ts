import type { Geometry } from '../../src/image/volume.js';
import { measureRegion, type ReferenceRegion } from '../../src/lesions/reference-region.js';
import { readFixture } from './support/fixtures.js';

interface Case extends Geometry, ReferenceRegion {
  readonly title: string;
  readonly sixteenths: number[];
}

/** Spheres and cylinders, voxel by voxel with NumPy. */
const cases = readFixture<Case[]>('regions');

test.each(cases)('$title, $radiusMm mm, $heightMm mm high, as NumPy has it', (expected) => {
  const pet = Float32Array.from(expected.sixteenths, (value) => value / 16);
  const found = measureRegion(pet, expected, expected)!;
  expect(found.voxels).toBe(expected.voxels);
  expect(found.suvMax).toBe(expected.suvMax);
  expect(Math.abs(found.suvMean - expected.suvMean)).toBeLessThan(1e-10);
  expect(Math.abs(found.suvSd - expected.suvSd)).toBeLessThan(1e-10);
});
