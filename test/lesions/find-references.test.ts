import { identityDirection, type Vec3 } from '../../src/image/volume.js';
import { indexToWorld } from '../../src/image/world.js';
import { findLandmarks } from '../../src/lesions/body-landmarks.js';
import { findReferences } from '../../src/lesions/find-references.js';
import { measureRegion } from '../../src/lesions/reference-region.js';

const grid = {
  size: [72, 50, 100],
  spacing: [5, 5, 5],
  origin: [-177.5, -122.5, 300],
  direction: identityDirection,
} as const;

const inEllipse = ([x, y]: Vec3, [cx, cy]: readonly number[], [rx, ry]: readonly number[]) =>
  ((x - cx!) / rx!) ** 2 + ((y - cy!) / ry!) ** 2 <= 1;

/** What looks like liver, but has more uptake than the rest of it: below this height, mm. */
type Hot = number | null;

/** Uptake and HU of a trunk: lungs from 500 to 720, a liver on the right up to 560. */
function tissueAt(at: Vec3, hasLiver: boolean, hot: Hot): readonly [suv: number, hu: number] {
  if (!inEllipse(at, [0, 0], [170, 110])) return [0, -1000];
  const isLiver = Math.hypot((at[0] + 80) / 65, at[1] / 75, (at[2] - 490) / 80) <= 1;
  if (isLiver && hasLiver) return [hot !== null && at[2] < hot ? 4 : 2.2, 60];
  const isLung = at[2] >= 500 && at[2] < 720;
  if (isLung && (inEllipse(at, [85, 0], [55, 80]) || inEllipse(at, [-85, 0], [55, 80]))) {
    return [0.4, -800];
  }
  return [0.5, -90];
}

function study(hasLiver: boolean, lesionAt: Vec3 | null = null, hot: Hot = null) {
  const count = 72 * 50 * 100;
  const [pet, ct] = [new Float32Array(count), new Float32Array(count)];
  const lesions = new Uint8Array(count);
  for (let z = 0, i = 0; z < 100; z++) {
    for (let y = 0; y < 50; y++) {
      for (let x = 0; x < 72; x++, i++) {
        const at = indexToWorld(grid, [x, y, z]);
        const [suv, hu] = tissueAt(at, hasLiver, hot);
        // Its last digit tells voxels apart.
        pet[i] = suv + 0.01 * (i % 3);
        ct[i] = hu;
        if (lesionAt === null) continue;
        const isLesion = Math.hypot(...at.map((mm, axis) => mm - lesionAt[axis as 0])) < 20;
        if (isLesion) [pet[i], lesions[i]] = [9, 1];
      }
    }
  }
  return { grid, pet, ct, lesions };
}

const found = (hasLiver: boolean, lesionAt: Vec3 | null = null, hot: Hot = null) => {
  const images = study(hasLiver, lesionAt, hot);
  return findReferences({ images, landmarks: findLandmarks(images.ct, grid), organs: null });
};

describe('findReferences', () => {
  test('lays a sphere of 3 cm into the liver, measures it, and tells what is measurable', () => {
    const { liver, percistSuvPeak } = found(true);
    const { centre, radiusMm, suvMean, suvSd, suvMax } = liver.region!;
    expect(radiusMm).toBe(15);
    expect(suvMean).toBeCloseTo(2.21, 2);
    expect(suvMax).toBeCloseTo(2.22, 5);
    expect(percistSuvPeak).toBe(1.5 * suvMean + 2 * suvSd);
    // Wholly inside.
    const [x, y, z] = centre;
    expect(Math.hypot((x + 80) / 50, y / 60, (z - 490) / 65)).toBeLessThan(1);
  });

  test('keeps away from lesions in the liver', () => {
    const { liver } = found(true, [-80, 0, 490]);
    expect(liver.region!.suvMax).toBeCloseTo(2.22, 5);
  });

  test('keeps away from a neighbour that looks like some liver', () => {
    // The deepest place of both is 10 mm above it.
    const { liver } = found(true, null, 480);
    expect(liver.region!.suvMax).toBeCloseTo(2.22, 5);
  });

  test('refuses instead of guessing', () => {
    const without = found(false);
    expect([without.liver.region, without.percistSuvPeak]).toEqual([null, null]);
    expect(without.liver.notFound).toMatch(/like liver/);
    const images = { ...study(true), ct: null };
    const blind = findReferences({ images, landmarks: null, organs: null });
    expect(blind.liver.notFound).toMatch(/no CT/);
    expect(blind.bloodPool.notFound).toMatch(/no organ map/);
  });
});

describe('measureRegion', () => {
  const cubes = {
    size: [5, 5, 5],
    spacing: [10, 10, 10],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  const pet = Float32Array.from({ length: 125 }, (_, i) => i);

  test('takes the voxels whose centres are within a sphere', () => {
    // The middle and the six beside it: 62, and 62 ± 1, 5 and 25.
    const region = measureRegion(pet, cubes, {
      centre: [20, 20, 20],
      radiusMm: 10,
      heightMm: null,
    })!;
    expect(region).toMatchObject({ voxels: 7, suvMean: 62, suvMax: 87 });
    expect(region.suvSd).toBeCloseTo(Math.sqrt((2 * (1 + 25 + 625)) / 7), 12);
  });

  test('or within a cylinder along the body', () => {
    const shape = { centre: [20, 20, 20], radiusMm: 10, heightMm: 40 } as const;
    // Five slices of the middle and the four beside it.
    expect(measureRegion(pet, cubes, shape)).toMatchObject({
      voxels: 25,
      suvMean: 62,
      suvMax: 117,
    });
  });

  test('and none outside the image', () => {
    expect(
      measureRegion(pet, cubes, { centre: [200, 20, 20], radiusMm: 5, heightMm: null }),
    ).toBeNull();
  });
});
