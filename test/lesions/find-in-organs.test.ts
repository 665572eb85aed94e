import { type Geometry, identityDirection, type Vec3 } from '../../src/image/volume.js';
import { indexToWorld } from '../../src/image/world.js';
import type { BodyLandmarks } from '../../src/lesions/body-landmarks.js';
import { deauvilleScore } from '../../src/lesions/deauville.js';
import { bloodPoolInOrgans, liverInOrgans } from '../../src/lesions/find-in-organs.js';
import { notFound, type Reference } from '../../src/lesions/reference-region.js';

/** Straight, and with all axes the other way and in another order. */
const grids: readonly (readonly [string, Geometry])[] = [
  [
    'straight',
    {
      size: [70, 50, 60],
      spacing: [4, 4, 4],
      origin: [-140, -100, 0],
      direction: identityDirection,
    },
  ],
  [
    'head first, transposed',
    {
      size: [50, 70, 60],
      spacing: [4, 4, 4],
      origin: [136, 96, 236],
      direction: [0, -1, 0, -1, 0, 0, 0, 0, -1],
    },
  ],
];

/**
 * A liver from left to right, with a deeper left lobe than any has; lungs from 120 on; an aorta that goes up at y 0 and down
 * at y 50, both 24 mm wide, the arch at 200.
 */
function labelAt([x, y, z]: Vec3): number {
  if (Math.hypot((x + 90) / 40, (y + 40) / 50, (z - 60) / 50) <= 1) return 5;
  if (Math.hypot((x - 60) / 60, (y + 40) / 58, (z - 60) / 58) <= 1) return 5;
  const isUp = z > 110 && z < 200 && Math.hypot(x, y) <= 12;
  const isDown = z < 200 && Math.hypot(x - 10, y - 50) <= 12;
  const isArch = z >= 200 && z < 224 && y > -12 && y < 62 && Math.abs(x - 5) <= 12;
  return isUp || isDown || isArch ? 7 : 0;
}

const names = [
  { value: 5, name: 'Liver' },
  { value: 7, name: 'aorta' },
];

function study(grid: Geometry) {
  const count = grid.size[0] * grid.size[1] * grid.size[2];
  const [labels, pet] = [new Uint8Array(count), new Float32Array(count)];
  for (let z = 0, i = 0; z < grid.size[2]; z++) {
    for (let y = 0; y < grid.size[1]; y++) {
      for (let x = 0; x < grid.size[0]; x++, i++) {
        labels[i] = labelAt(indexToWorld(grid, [x, y, z]));
        pet[i] = { 0: 0.5, 5: 2, 7: 1.5 }[labels[i]!]!;
      }
    }
  }
  return { grid, pet, organs: { labels, organs: names } };
}

/** Samples of 4 mm from the feet up. */
const landmarks = {
  body: { size: [70, 50, 60], spacing: [4, 4, 4] },
  lungs: { base: 30, apex: 55 },
} as unknown as BodyLandmarks;

describe.each(grids)('%s', (_, grid) => {
  const images = study(grid);

  test('the sphere lies wholly in the right half of the liver', () => {
    const { region } = liverInOrgans(images);
    expect(region).toMatchObject({ suvMean: 2, suvSd: 0, heightMm: null, radiusMm: 15 });
    // The half of all of it: from -130 to 120.
    expect(region!.centre[0]).toBeLessThan(-5);
  });

  test('the cylinder lies wholly in the descending aorta, in the lower half of the lungs', () => {
    const { region } = bloodPoolInOrgans(images, landmarks);
    expect(region).toMatchObject({ suvMean: 1.5, suvSd: 0, radiusMm: 5, heightMm: 20 });
    const [x, y, z] = region!.centre;
    expect(Math.hypot(x - 10, y - 50)).toBeLessThan(6);
    expect(z).toBeGreaterThanOrEqual(30 * 4);
    expect(z).toBeLessThanOrEqual(42.5 * 4);
  });

  test('or where a label of blood pool is deepest, for which no lungs are needed', () => {
    const organs = { ...images.organs, organs: [{ value: 5, name: 'HeartBloodPool' }] };
    const { region } = bloodPoolInOrgans({ ...images, organs }, null);
    expect(region).toMatchObject({ suvMean: 2, suvSd: 0, heightMm: 20 });
  });
});

describe('refused', () => {
  const images = study(grids[0]![1]);
  const relabelled = (labels: Uint8Array, organs: typeof names = names) => ({
    ...images,
    organs: { labels, organs },
  });

  test.each([
    ['no label', relabelled(images.organs.labels, names.slice(0, 1)), landmarks, /no label/],
    ['no voxel', relabelled(new Uint8Array(images.pet.length)), landmarks, /no voxel of aorta/],
    ['no lungs', images, null, /no lungs/],
    ['no lungs in view', images, { ...landmarks, lungs: null }, /no lungs/],
    [
      'too thin an aorta',
      relabelled(images.organs.labels.map((v, i) => (v === 7 && i % 3 === 0 ? 0 : v))),
      landmarks,
      /no cylinder/,
    ],
  ])('%s', (_, study, body, reason) => {
    expect(bloodPoolInOrgans(study, body).notFound).toMatch(reason);
  });

  test('a liver that is not there, or too small', () => {
    expect(liverInOrgans(relabelled(new Uint8Array(images.pet.length))).notFound).toMatch(
      /no voxel/,
    );
    const thin = images.organs.labels.map((v, i) => (i % 3 === 0 ? 0 : v));
    expect(liverInOrgans(relabelled(thin)).notFound).toMatch(/no sphere/);
  });
});

test('a score by arithmetic', () => {
  const region = (suvMax: number) => ({ region: { suvMax }, notFound: null }) as Reference;
  const references = { liver: region(3), bloodPool: region(2) };
  const scores = [1, 2, 2.01, 3, 3.01, 6, 6.01].map((suvMax) => deauvilleScore(suvMax, references));
  expect(scores).toEqual([2, 2, 3, 3, 4, 4, 5]);
  expect(deauvilleScore(9, { ...references, liver: notFound('none') })).toBeNull();
  expect(deauvilleScore(9, { ...references, bloodPool: notFound('none') })).toBeNull();
});
