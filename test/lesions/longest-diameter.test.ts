import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import type { Vec3 } from '../../src/image/volume.js';
import { longestDiametersOf } from '../../src/lesions/longest-diameter.js';
import { sparseMask } from './support/sparse-mask.js';

const shape: Shape = [4, 5, 6];
const spacing: Vec3 = [1.5, 2, 3.25];

describe('longestDiametersOf', () => {
  test('is what comparing every two faces of a lesion gives', () => {
    fc.assert(
      fc.property(sparseMask(shape), (mask) => {
        const components = connectedComponents(mask, shape, 18);
        const found = longestDiametersOf(components, shape, spacing);
        expect(found).toEqual(Float64Array.from(facesOf(components), farthestApart));
      }),
    );
  });

  test('of a ball is its diameter, to a voxel', () => {
    const [radius, side] = [20, 45];
    const mask = new Uint8Array(side ** 3).map((_, i) => {
      const at = [Math.floor(i / side ** 2), Math.floor(i / side) % side, i % side];
      return Number(Math.hypot(...at.map((n) => n - 22)) <= radius);
    });
    const components = connectedComponents(mask, [side, side, side], 18);
    const [diameter] = longestDiametersOf(components, [side, side, side], [1, 1, 1]);
    expect(diameter).toBeGreaterThanOrEqual(2 * radius);
    expect(diameter).toBeLessThanOrEqual(2 * radius + 1);
  });
});

type Point = readonly number[];

/** Middles of the faces of every voxel of each component, mm along x,y,z. */
function facesOf({ count, start, length, component }: ReturnType<typeof connectedComponents>) {
  const faces: Point[][] = Array.from({ length: count }, () => []);
  for (const [run, first] of start.entries()) {
    for (let at = first; at < first + length[run]!; at++) {
      const voxel = [at % shape[2], Math.floor(at / shape[2]) % shape[1], Math.floor(at / 30)];
      for (const axis of [0, 1, 2]) {
        for (const half of [0.5, -0.5]) {
          const face = voxel.map((n, i) => (i === axis ? n + half : n));
          faces[component[run]!]!.push(face.map((n, i) => n * spacing[i as 0]));
        }
      }
    }
  }
  return faces;
}

function farthestApart(points: readonly Point[]): number {
  let most = 0;
  for (const [x, y, z] of points) {
    for (const b of points) {
      most = Math.max(most, (x! - b[0]!) ** 2 + (y! - b[1]!) ** 2 + (z! - b[2]!) ** 2);
    }
  }
  return Math.sqrt(most);
}
