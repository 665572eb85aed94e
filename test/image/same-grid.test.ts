import { sameGrid } from '../../src/image/same-grid.js';
import { makeVolume } from '../support/make-volume.js';

const grid = makeVolume({ size: [100, 100, 100], spacing: [2, 2, 3], data: new Float32Array(0) });

test('header noise is no difference', () => {
  expect(sameGrid(grid, { ...grid, spacing: [2.0001, 2, 3] })).toBe(true);
  expect(sameGrid(grid, { ...grid, origin: [1e-5, 0, 0] })).toBe(true);
});

test.each([
  ['size', { ...grid, size: [100, 100, 101] as const }],
  ['spacing that adds up to half a voxel', { ...grid, spacing: [2.01, 2, 3] as const }],
  ['origin', { ...grid, origin: [0, 0, 0.03] as const }],
  ['direction', { ...grid, direction: [-1, 0, 0, 0, -1, 0, 0, 0, 1] as const }],
])('another %s is another grid', (_, other) => {
  expect(sameGrid(grid, other)).toBe(false);
});
