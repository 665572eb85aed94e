import fc from 'fast-check';
import { fullBox } from '../../../src/array/bounding-box.js';
import type { Shape } from '../../../src/array/grid.js';
import { resampleData } from '../../../src/array/resample/resample-data.js';
import type { Modality } from '../../../src/nnunet/model/channels.js';
import type { IntensityProperties } from '../../../src/nnunet/model/normalization-scheme.js';
import { type AffineIntensity, normalise } from '../../../src/segment/preprocess/normalise.js';
import { bodyFinder } from '../../../src/segment/study/body.js';

/** Statistics of public autoPET models: the PET is clipped above what counts as uptake. */
const ct: IntensityProperties = {
  mean: 107.77672799269146,
  std: 286.1725548247846,
  percentile_00_5: -831.9483642578125,
  percentile_99_5: 1127.5189013671843,
};
const pet: IntensityProperties = {
  mean: 7.089671984867433,
  std: 8.01080984806995,
  percentile_00_5: 1.0438873767852783,
  percentile_99_5: 51.595245361328125,
};

/** Whether a tile holds body, given HU and SUV of its voxels, as a model of such channels sees it. */
function holdsBody(
  voxels: { hu: number[]; suv: number[] },
  order: readonly Modality[] = ['CT', 'PET'],
  scheme: 'CTNormalization' | 'NoNormalization' = 'NoNormalization',
): boolean {
  const channels = order.map((modality) =>
    Float32Array.from(modality === 'CT' ? voxels.hu : voxels.suv),
  );
  const normalised = channels.map((channel, c) =>
    normalise(channel, scheme, order[c] === 'CT' ? ct : pet),
  );
  const intensities = normalised.map(({ intensity }) => intensity);
  const shape: Shape = [1, 1, channels[0]!.length];
  const images = normalised.map(({ data }) => data);
  return bodyFinder(order, intensities).isIn(images, shape, fullBox(shape));
}

/** Whether there is uptake in a row of voxels. */
function isInPet(row: Float32Array, intensity: AffineIntensity): boolean {
  const shape: Shape = [1, 1, row.length];
  return bodyFinder(['PET'], [intensity]).isIn([row], shape, fullBox(shape));
}

const air = { hu: [-1024, -1000, -990], suv: [0, 0.05, 0.4] };

describe('bodyFinder', () => {
  test('finds none in air and the PET’s noise', () => {
    expect(holdsBody(air)).toBe(false);
  });

  test.each([
    ['fat in the CT', { ...air, hu: [-1000, -100, -1000] }],
    ['the edge of tissue in the last voxel', { ...air, hu: [-1000, -1000, -490] }],
    ['uptake outside of the CT’s field of view', { ...air, suv: [0.6, 0, 0] }],
    ['uptake in the last voxel', { ...air, suv: [0, 0, 20] }],
  ])('finds %s', (_, voxels) => {
    expect(holdsBody(voxels)).toBe(true);
    expect(holdsBody(voxels, ['PET', 'CT'])).toBe(true);
  });

  test.each([
    ['just above air in the CT', { ...air, hu: [-1000, -510, -1000] }],
    ['just below uptake in the PET', { ...air, suv: [0, 0.49, 0] }],
  ])('finds none in what is %s', (_, voxels) => {
    expect(holdsBody(voxels)).toBe(false);
  });

  test('knows which channel is which', () => {
    // As SUV, −490 would be nothing; as HU, 0.4 would be water.
    expect(holdsBody(air, ['PET', 'CT'])).toBe(false);
    expect(holdsBody({ ...air, hu: [-1000, -1000, -490] }, ['PET', 'CT'])).toBe(true);
  });

  test('works with one modality', () => {
    expect(holdsBody(air, ['PET'])).toBe(false);
    expect(holdsBody({ ...air, suv: [0, 3, 0] }, ['PET'])).toBe(true);
  });

  test('finds none in air that the model clips, however it rounds', () => {
    const lowest = Array.from({ length: 50 }, (_, i) => 1 + i / 997);
    for (const percentile_00_5 of [pet.percentile_00_5, 1.0433332920074463, ...lowest]) {
      const channel = Float32Array.of(0, 0.3, 0.9);
      const { data, intensity } = normalise(channel, 'CTNormalization', {
        ...pet,
        percentile_00_5,
      });
      expect(isInPet(data, intensity)).toBe(false);
    }
    expect(holdsBody(air, ['CT', 'PET'], 'CTNormalization')).toBe(false);
    expect(holdsBody({ ...air, suv: [0, 0, 1.2] }, ['CT', 'PET'], 'CTNormalization')).toBe(true);
    expect(holdsBody({ ...air, hu: [-490, -1000, -1000] }, ['CT', 'PET'], 'CTNormalization')).toBe(
      true,
    );
  });

  test('finds none in clipped air that resampling has smoothed', () => {
    const image = Float32Array.from({ length: 40 }, (_, x) => (x < 30 ? 0.1 : 5));
    const { data: normalised, intensity } = normalise(image, 'CTNormalization', pet);
    const { data } = resampleData(normalised, [1, 1, 40], [1, 1, 47], [2, 2, 2], [2, 2, 1.7], {
      kind: 'default',
      order: 3,
      orderZ: 0,
      forceSeparateZ: null,
    });
    // Well before the step at 30/40 of the way, where the spline still rings.
    expect(isInPet(data.slice(0, 28), intensity)).toBe(false);
    expect(isInPet(data, intensity)).toBe(true);
  });

  test('looks at a box alone, up to its last voxel on every axis', () => {
    const shape: Shape = [3, 4, 5];
    const unchanged = { lower: -Infinity, upper: Infinity, mean: 0, std: 1 };
    const finder = bodyFinder(['PET'], [unchanged]);
    const box = [
      [1, 3],
      [1, 3],
      [1, 4],
    ] as const;
    for (let i = 0; i < 60; i++) {
      const pet = new Float32Array(60);
      pet[i] = 2;
      const [z, y, x] = [Math.floor(i / 20), Math.floor(i / 5) % 4, i % 5];
      const isInBox = z >= 1 && y >= 1 && y < 3 && x >= 1 && x < 4;
      expect(finder.isIn([pet], shape, box)).toBe(isInBox);
    }
  });

  describe('box', () => {
    const shape: Shape = [3, 4, 5];
    const unchanged = { lower: -Infinity, upper: Infinity, mean: 0, std: 1 };
    const { box } = bodyFinder(['CT', 'PET'], [unchanged, unchanged]);
    const withVoxels = (voxels: Record<number, number>, fill: number) => {
      const channel = new Float32Array(60).fill(fill);
      for (const [at, value] of Object.entries(voxels)) channel[Number(at)] = value;
      return channel;
    };

    test('holds tissue of the CT and uptake of the PET', () => {
      // Tissue at [1,2,1], uptake at [1,1,3].
      const ct = withVoxels({ 31: 40 }, -1000);
      expect(box([ct, withVoxels({ 28: 0.8 }, 0.2)], shape)).toEqual([
        [1, 2],
        [1, 3],
        [1, 4],
      ]);
      expect(box([ct, withVoxels({}, 0.2)], shape)).toEqual([
        [1, 2],
        [2, 3],
        [1, 2],
      ]);
    });

    test('is null where there is nothing but air', () => {
      expect(box([withVoxels({}, -1000), withVoxels({}, 0.2)], shape)).toBeNull();
    });

    test('is the smallest that holds every voxel that makes a tile one with body', () => {
      const body = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(body, body, (tissue, uptake) => {
          const at = (voxels: number[], value: number) =>
            Object.fromEntries(voxels.map((voxel) => [voxel, value]));
          const found = box(
            [withVoxels(at(tissue, 0), -900), withVoxels(at(uptake, 9), 0.1)],
            shape,
          );
          const all = [...tissue, ...uptake];
          const along = (index: (voxel: number) => number) => {
            const indices = all.map(index);
            return [Math.min(...indices), Math.max(...indices) + 1];
          };
          expect(found).toEqual([
            along((v) => Math.floor(v / 20)),
            along((v) => Math.floor(v / 5) % 4),
            along((v) => v % 5),
          ]);
        }),
      );
    });
  });
});
