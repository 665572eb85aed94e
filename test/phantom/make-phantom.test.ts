import { createHash } from 'node:crypto';
import { createRandom } from '../../src/array/random.js';
import type { Vec3, Volume } from '../../src/image/volume.js';
import { makeBody } from '../../src/phantom/body/make-body.js';
import type { Phantom } from '../../src/phantom/make-phantom.js';
import { components } from './support/components.js';
import { makePhantomInWorker } from './support/make-phantom-in-worker.js';

const sha256 = ({ pet, ct, truth }: Phantom) => {
  const hash = createHash('sha256');
  for (const { data } of [pet, ct, truth]) {
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
};

const [sick, again, healthy, other] = await Promise.all([
  makePhantomInWorker({ seed: 1 }),
  makePhantomInWorker({ seed: 1, lesions: true }),
  makePhantomInWorker({ seed: 1, lesions: false }),
  makePhantomInWorker({ seed: 2 }),
]);
const { scale } = makeBody(createRandom(1, 1)).person;

/** Voxels within so many mm of a point of the standard patient. */
function around(image: Volume<Float32Array | Int16Array>, point: Vec3, radius: number): number[] {
  const index = (axis: 0 | 1 | 2, shift: number) =>
    (point[axis] * scale[axis] + shift - image.origin[axis]) / image.spacing[axis];
  const [nx, ny] = image.size;
  const values: number[] = [];
  for (let z = Math.ceil(index(2, -radius)); z <= index(2, radius); z += 1) {
    for (let y = Math.ceil(index(1, -radius)); y <= index(1, radius); y += 1) {
      for (let x = Math.ceil(index(0, -radius)); x <= index(0, radius); x += 1) {
        values.push(image.data[(z * ny + y) * nx + x]!);
      }
    }
  }
  return values;
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('makePhantom', () => {
  test('gives the same bytes for the same seed and others for another', () => {
    expect(sha256(again)).toBe(sha256(sick));
    expect(sha256(other)).not.toBe(sha256(sick));
  });

  test('covers about a metre with PET and CT on grids of their own', () => {
    expect(sick.truth.size).toEqual(sick.pet.size);
    expect(sick.truth.origin).toEqual(sick.pet.origin);
    expect(sick.truth.spacing).toEqual(sick.pet.spacing);
    expect(sick.ct.size).not.toEqual(sick.pet.size);
    for (const { size, spacing } of [sick.pet, sick.ct]) {
      expect(size[2] * spacing[2]).toBeGreaterThan(900);
      expect(size[2] * spacing[2]).toBeLessThan(1100);
    }
    for (const { data, size } of [sick.pet, sick.ct, sick.truth]) {
      expect(data).toHaveLength(size[0] * size[1] * size[2]);
    }
  });
});

describe('the truth', () => {
  const lesionVoxels = components(sick.truth.data, sick.pet.size);
  const millilitres = (sick.pet.spacing[0] * sick.pet.spacing[1] * sick.pet.spacing[2]) / 1000;
  const worldCentre = (voxels: number[]) => {
    const [nx, ny] = sick.pet.size;
    const at = (axis: 0 | 1 | 2, index: (voxel: number) => number) =>
      sick.pet.origin[axis] + sick.pet.spacing[axis] * mean(voxels.map(index));
    return [
      at(0, (voxel) => voxel % nx),
      at(1, (voxel) => Math.floor(voxel / nx) % ny),
      at(2, (voxel) => Math.floor(voxel / (nx * ny))),
    ] as const;
  };
  const pairs = sick.lesions.map((lesion) => {
    const distance = (voxels: number[]) => {
      const centre = worldCentre(voxels);
      return Math.hypot(...centre.map((value, axis) => value - lesion.centre[axis]!));
    };
    const voxels = lesionVoxels.toSorted((a, b) => distance(a) - distance(b))[0]!;
    return { lesion, voxels, distance: distance(voxels) };
  });

  test('holds each lesion as one piece about its centre', () => {
    expect(sick.lesions.length).toBeGreaterThanOrEqual(3);
    expect(lesionVoxels).toHaveLength(sick.lesions.length);
    expect(new Set(pairs.map(({ voxels }) => voxels)).size).toBe(sick.lesions.length);
    for (const { distance } of pairs) expect(distance).toBeLessThan(6);
  });

  test('agrees with the listed volumes and peaks', () => {
    for (const { lesion, voxels } of pairs) {
      expect(lesion.volumeMillilitres).toBeCloseTo(voxels.length * millilitres, 9);
      expect(lesion.suvMax).toBe(Math.max(...voxels.map((voxel) => sick.pet.data[voxel]!)));
      expect(lesion.suvMax).toBeGreaterThan(3.5);
    }
  });

  test('is hotter than what surrounds it', () => {
    const [nx, ny] = sick.pet.size;
    for (const { voxels } of pairs) {
      const shell = new Set<number>();
      for (const voxel of voxels) {
        for (const step of [3, -3, 3 * nx, -3 * nx, 3 * nx * ny, -3 * nx * ny]) {
          if (sick.truth.data[voxel + step] === 0) shell.add(voxel + step);
        }
      }
      const inside = mean(voxels.map((voxel) => sick.pet.data[voxel]!));
      const outside = mean([...shell].map((voxel) => sick.pet.data[voxel]!));
      expect(inside).toBeGreaterThan(1.5 * outside);
    }
  });

  test('is empty in a healthy patient, who is the same but for the lesions', () => {
    expect(healthy.lesions).toEqual([]);
    expect(healthy.truth.data.includes(1)).toBe(false);
    const changed = (one: Volume, other: Volume) =>
      one.data.reduce((count, value, i) => count + (value === other.data[i] ? 0 : 1), 0);
    const lesionCount = sick.truth.data.reduce((sum, value) => sum + value, 0);
    expect(changed(sick.pet, healthy.pet)).toBeGreaterThan(lesionCount);
    expect(changed(sick.pet, healthy.pet)).toBeLessThan(12 * lesionCount);
  });
});

describe('the anatomy', () => {
  const suv = (point: Vec3, radius: number) => around(healthy.pet, point, radius);
  const hu = (point: Vec3, radius: number) => mean(around(healthy.ct, point, radius));
  const muscle = mean(suv([80, 70, 44], 12));

  test('takes up FDG where patients do', () => {
    expect(muscle).toBeGreaterThan(0.4);
    expect(muscle).toBeLessThan(0.9);
    expect(Math.max(...suv([0, -2, 790], 50))).toBeGreaterThan(7 * muscle);
    expect(Math.max(...suv([0, -34, 62], 30))).toBeGreaterThan(7 * muscle);
    const liver = mean(suv([-80, 10, 300], 20));
    expect(liver).toBeGreaterThan(1.5);
    expect(liver).toBeLessThan(3.2);
    expect(mean(suv([-80, 10, 450], 20))).toBeLessThan(0.8);
  });

  test('has the liver on the right and the heart on the left', () => {
    expect(mean(suv([-80, 10, 300], 15))).toBeGreaterThan(1.3 * mean(suv([80, 10, 300], 15)));
    expect(hu([60, -30, 385], 8)).toBeGreaterThan(20);
    expect(hu([-75, -30, 400], 8)).toBeLessThan(-700);
  });

  test('attenuates like air, lung, fat, soft tissue and bone', () => {
    expect(healthy.ct.data[0]).toBe(-1000);
    expect(Math.abs(hu([80, 10, 480], 6) + 830)).toBeLessThan(60);
    expect(Math.abs(hu([-80, 10, 300], 10) - 75)).toBeLessThan(40);
    expect(Math.abs(hu([80, 70, 44], 8) - 55)).toBeLessThan(10);
    expect(hu([109, 0, -50], 2)).toBeGreaterThan(200);
    expect(Math.min(...around(healthy.ct, [0, -10, 640], 6))).toBeLessThan(-900);
  });

  test('has no uptake in the table', () => {
    const isTable = (z: number) => mean(around(healthy.pet, [0, 170, z], 8)) < 0.1;
    expect([0, 300, 600].every(isTable)).toBe(true);
  });
});
