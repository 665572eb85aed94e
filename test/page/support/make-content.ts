import { type Mat3, type Vec3, voxelCount } from '../../../src/image/volume.js';
import { indexToWorld, worldToIndex } from '../../../src/image/world.js';
import type { PageContent } from '../../../src/page/page-content.js';

/** LPS, mm: on the patient's left, in front, low. */
export const lesionAt: Vec3 = [30, -20, -30];

/**
 * A body of 160 × 100 × 240 mm about the origin at SUV 1, with lesion 1 of SUV 20 and 20 mm, and lesion 2, one voxel, on the right.
 *
 * @param direction of the images
 */
export function makeContent(direction: Mat3): PageContent {
  const spacing: Vec3 = [4, 4, 4];
  const size: Vec3 = [64, 64, 64];
  const centred = { size, spacing, direction, origin: [0, 0, 0] as Vec3 };
  const middle = indexToWorld(centred, [31.5, 31.5, 31.5]);
  const grid = { ...centred, origin: middle.map((mm) => -mm) as unknown as Vec3 };
  const pet = new Float32Array(voxelCount(size));
  const ct = new Float32Array(pet.length).fill(-1000);
  const labels = new Uint16Array(pet.length);
  const small = worldToIndex(grid, [-30, 20, 60]).map(Math.round);
  for (let z = 0, i = 0; z < 64; z++) {
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 64; x++, i++) {
        const at = indexToWorld(grid, [x, y, z]);
        if (at.some((mm, axis) => Math.abs(mm) > [80, 50, 120][axis]!)) continue;
        pet[i] = 1;
        ct[i] = 40;
        const isLarge = Math.hypot(...at.map((mm, axis) => mm - lesionAt[axis as 0])) < 12;
        const isSmall = x === small[0] && y === small[1] && z === small[2];
        if (!isLarge && !isSmall) continue;
        pet[i] = 20;
        labels[i] = isLarge ? 1 : 2;
      }
    }
  }
  return {
    title: 'A <study>',
    verdict: { word: 'warn', findings: ['One thing & another.'] },
    totals: [['Lesions', '2']],
    headings: ['Volume, ml'],
    lesions: [
      { number: 1, centre: lesionAt, cells: ['7.10'] },
      { number: 2, centre: indexToWorld(grid, small as unknown as Vec3), cells: ['0.06'] },
    ],
    references: [['Liver', 'SUVmean 2.00']],
    spheres: [{ name: 'liver', centre: [-40, 0, 0], radiusMm: 15 }],
    provenance: [['autopet', '0.0.0']],
    images: { pet: { ...grid, data: pet }, ct: { ...grid, data: ct }, labels },
  };
}
