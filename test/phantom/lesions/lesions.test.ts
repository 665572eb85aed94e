import { createRandom } from '../../../src/array/random.js';
import { identityDirection, type Volume } from '../../../src/image/volume.js';
import { makeBody } from '../../../src/phantom/body/make-body.js';
import { addLesion } from '../../../src/phantom/lesions/add-lesion.js';
import type { Lesion } from '../../../src/phantom/lesions/lesion.js';
import { placeLesions } from '../../../src/phantom/lesions/place-lesions.js';
import { ellipsoid } from '../../../src/phantom/solid/ellipsoid.js';
import { components } from '../support/components.js';

const scale = [1, 1, 1] as const;

const flatPet = (suv: number): Volume<Float32Array<ArrayBuffer>> => ({
  size: [40, 40, 40],
  spacing: [4, 4, 4],
  origin: [-78, -78, -78],
  direction: identityDirection,
  data: new Float32Array(64_000).fill(suv),
});

const ball = (radius: number, core?: number): Lesion => ({
  site: 'lung',
  centre: [0, 0, 0],
  diameter: 2 * radius,
  solid: ellipsoid([0, 0, 0], [radius, radius, radius]),
  core: core === undefined ? undefined : ellipsoid([0, 0, 0], [core, core, core]),
  suv: 8,
  hu: 30,
});

const maximum = (data: Float32Array) => data.reduce((a, b) => Math.max(a, b), 0);

describe('addLesion', () => {
  test.each([4, 8, 20])('peaks at its SUV whatever its size: radius %d mm', (radius) => {
    const pet = flatPet(1);
    addLesion(ball(radius), pet, scale);
    expect(maximum(pet.data)).toBeCloseTo(8, 5);
    expect(pet.data[0]).toBe(1);
  });

  test('stands out of a hot background', () => {
    const pet = flatPet(6);
    addLesion(ball(10), pet, scale);
    expect(maximum(pet.data)).toBeCloseTo(1.6 * 6 + 1.5, 4);
  });

  test('outlines just the voxels 45 % of the rise above the background', () => {
    const pet = flatPet(2);
    const outline = addLesion(ball(12), pet, scale);
    const above = [...pet.data.keys()].filter((voxel) => pet.data[voxel]! >= 2 + 0.45 * 6);
    expect(outline).toEqual(above);
  });

  test('outlines a large ball with nearly its own volume', () => {
    const voxels = addLesion(ball(22), flatPet(1), scale).length;
    const ratio = (voxels * 64) / ((4 / 3) * Math.PI * 22 ** 3);
    // The level below one half moves the contour out, the curvature of the ball moves it in.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.06);
  });

  test('keeps a necrotic core, cold in the PET, inside the outline', () => {
    const pet = flatPet(1);
    const outline = addLesion(ball(22, 13), pet, scale);
    expect(outline).toEqual(addLesion(ball(22), flatPet(1), scale));
    const centre = (20 * 40 + 20) * 40 + 20;
    expect(outline).toContain(centre);
    expect(pet.data[centre]).toBeLessThan(3);
    expect(maximum(pet.data)).toBeCloseTo(8, 5);
  });

  test('follows the patient scale', () => {
    const outline = addLesion(ball(18), flatPet(1), [1.1, 1.1, 1.1]).length;
    const larger = addLesion(ball(19.8), flatPet(1), scale).length;
    expect(Math.abs(outline / larger - 1)).toBeLessThan(0.03);
  });
});

describe('placeLesions', () => {
  const draws = Array.from({ length: 60 }, (_, seed) => {
    const body = makeBody(createRandom(seed, 1));
    return { body, lesions: placeLesions(body, createRandom(seed, 3)) };
  });
  const all = draws.flatMap(({ lesions }) => lesions);

  test('draws from none to a dozen, of every site', () => {
    const counts = draws.map(({ lesions }) => lesions.length);
    expect(Math.min(...counts)).toBe(0);
    expect(Math.max(...counts)).toBeGreaterThan(8);
    expect(Math.max(...counts)).toBeLessThanOrEqual(12);
    expect(new Set(all.map(({ site }) => site)).size).toBe(5);
  });

  test('keeps to 8 to 45 mm and SUV 4 to 20', () => {
    for (const { diameter, suv } of all) {
      expect(diameter).toBeGreaterThanOrEqual(8);
      expect(diameter).toBeLessThanOrEqual(45);
      expect(suv).toBeGreaterThanOrEqual(4);
      expect(suv).toBeLessThanOrEqual(20);
    }
    expect(all.some(({ core }) => core !== undefined)).toBe(true);
  });

  test('puts lung and liver lesions where nothing covers the organ', () => {
    for (const { body, lesions } of draws) {
      for (const { site, centre } of lesions) {
        if (site !== 'lung' && site !== 'liver') continue;
        const organs = site === 'lung' ? body.lungs : [body.liver];
        const topmost = body.tissues.findLast(({ solid }) => solid.depth(...centre) > 0);
        expect(organs).toContain(topmost?.solid);
      }
    }
  });

  test('keeps outlines whole and apart', () => {
    for (const { body, lesions } of draws.slice(0, 25)) {
      const pet: Volume = {
        size: [130, 80, 210],
        spacing: [4, 4, 5],
        origin: [-258, -150, -140],
        direction: identityDirection,
        data: new Float32Array(130 * 80 * 210).fill(1),
      };
      const truth = new Uint8Array(pet.data.length);
      for (const lesion of lesions) {
        for (const voxel of addLesion(lesion, pet, body.person.scale)) truth[voxel] = 1;
      }
      expect(components(truth, pet.size)).toHaveLength(lesions.length);
    }
  });
});
