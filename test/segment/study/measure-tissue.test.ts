import { measureTissue } from '../../../src/segment/study/measure-tissue.js';
import { makeVolume } from '../../support/make-volume.js';

/** One voxel of each uptake, at one HU. */
function measure(uptake: number[], hu: number[], padding: number | null = null) {
  const pet = makeVolume({
    size: [uptake.length, 1, 1],
    spacing: [20, 10, 5],
    data: Float32Array.from(uptake),
  });
  return measureTissue(pet, Float32Array.from(hu), padding);
}

test('the quartile and the median of the uptake in soft tissue', () => {
  const hu = [40, 40, 40, 40, 40, 40, 40, 40];
  expect(measure([8, 1, 2, 7, 3, 6, 4, 5], hu)).toEqual({
    lowerQuartile: 3,
    median: 5,
    fatMedian: null,
    voxels: 8,
    litres: 0.008,
  });
});

test.each([
  ['air', -1000],
  ['lung', -800],
  ['just below soft tissue', -301],
  ['just above soft tissue', 301],
  ['bone', 1200],
])('%s does not count', (_, value) => {
  expect(measure([9, 2, 9], [value, 0, value])).toEqual({
    lowerQuartile: 2,
    median: 2,
    fatMedian: null,
    voxels: 1,
    litres: 0.001,
  });
});

test.each([-299, -100, 0, 299])('%i HU counts', (value) => {
  expect(measure([2], [value])?.voxels).toBe(1);
});

test('neither padding nor voxels without any uptake count', () => {
  expect(measure([5, 0, 3], [0, 40, 40], 0)).toEqual({
    lowerQuartile: 3,
    median: 3,
    fatMedian: null,
    voxels: 1,
    litres: 0.001,
  });
});

test('no soft tissue, no answer', () => {
  expect(measure([5, 5], [-1000, 1000])).toBeNull();
});

test('the median of fat alone, where there is enough of it', () => {
  const fat = Array.from({ length: 200 }, (_, i) => (i < 100 ? 1 : 3));
  const measured = (n: number) =>
    measure([...fat.slice(0, n), 9, 9], [...Array(n).fill(-100), -131, -59])?.fatMedian;
  expect(measured(200)).toBe(3);
  expect(measured(199)).toBeNull();
});
