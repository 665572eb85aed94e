import { createRandom } from '../../src/array/random.js';
import { identityDirection, type Volume } from '../../src/image/volume.js';

/** A PET (SUV, g/ml) and a CT (HU) on one grid. */
export interface Patient {
  readonly pet: Volume;
  readonly ct: Volume;
}

const size = [32, 27, 67] as const;
const spacing = [12, 12, 12] as const;
// Places below are in steps of 8 mm.
const step = 1.5;

/**
 * A crude patient of 80 cm, from mid-thigh (z = 0) to the crown: fat rim, muscle, lungs, spine, liver, bladder
 * and a hot brain, with noise. Made in code, so that tests of plausibility need no data.
 */
export function makePatient(seed = 1): Patient {
  const random = createRandom(seed, 0);
  const [nx, ny, nz] = size;
  const pet = new Float32Array(nx * ny * nz);
  const ct = new Float32Array(pet.length);
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        const [left, back] = [step * (x - nx / 2 + 0.5), step * (y - ny / 2 + 0.5)];
        const [suv, hu] = tissueAt(left, back, step * z);
        const noise = random.uniform(-1, 1);
        pet[i] = Math.max(0, suv + 0.15 * Math.sqrt(suv) * noise + 0.004 * random.uniform(0, 1));
        ct[i] = hu + 12 * random.uniform(-1, 1);
      }
    }
  }
  const geometry = { size, spacing, origin: [0, 0, 0] as const, direction: identityDirection };
  return { pet: { ...geometry, data: pet }, ct: { ...geometry, data: ct } };
}

/** SUV and HU at a place: x to the left, y to the back, both from the middle; z up; in 8 mm. */
function tissueAt(x: number, y: number, z: number): readonly [number, number] {
  const inside = (
    cx: number,
    cy: number,
    cz: number,
    rx: number,
    ry: number,
    rz: number,
  ): boolean => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 + ((z - cz) / rz) ** 2 < 1;
  const trunk = (x / 19) ** 2 + (y / 13) ** 2;
  const isHead = z >= 80;
  const outline = isHead
    ? (x / 9) ** 2 + (y / 11) ** 2
    : z >= 74
      ? (x / 7) ** 2 + (y / 7) ** 2
      : trunk;
  if (outline >= 1) return [0, -1000];
  if (inside(0, 0, 90, 7, 9, 8)) return [7, 35];
  if (isHead) return outline > 0.8 ? [0.4, -80] : [0.9, 700];
  if (inside(0, 8, z, 3, 3, 1)) return [1.4, 250];
  if (inside(-9, 0, 56, 6, 8, 14) || inside(9, 0, 56, 6, 8, 14)) return [0.4, -820];
  if (inside(-7, -1, 38, 8, 8, 6)) return [2.2, 60];
  if (inside(0, -4, 12, 5, 4, 4)) return [18, 5];
  return outline > 0.72 ? [0.3, -100] : [0.7, 45];
}
