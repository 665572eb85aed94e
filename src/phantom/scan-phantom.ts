import { gaussianBlur } from '../array/gaussian-blur.js';
import type { Random } from '../array/random.js';
import { type Geometry, type Volume, voxelCount } from '../image/volume.js';
import type { Body } from './body/make-body.js';
import { addLesion } from './lesions/add-lesion.js';
import type { Lesion } from './lesions/lesion.js';
import { addCountNoise } from './scanner/add-count-noise.js';
import { paint } from './scanner/paint.js';
import { pointSpreadInVoxels } from './scanner/point-spread.js';
import { scanCt } from './scanner/scan-ct.js';

/** What the scanner makes of a patient. */
export interface ScannedPhantom {
  /** [z,y,x], SUV in g/ml. */
  readonly pet: Volume;
  /** [z,y,x], HU, on a grid of its own. */
  readonly ct: Volume<Int16Array>;
  /** [z,y,x] on the PET's grid: 1 in lesions, else 0. */
  readonly truth: Volume<Uint8Array>;
  /** Of each lesion, its voxels of the truth. */
  readonly outlines: readonly (readonly number[])[];
}

/**
 * Scans a patient with lesions.
 *
 * @param grids whose axes run along the world's
 * @param noise of the PET and of the CT
 */
export function scanPhantom(
  body: Body,
  lesions: readonly Lesion[],
  grids: { readonly pet: Geometry; readonly ct: Geometry },
  noise: { readonly pet: Random; readonly ct: Random },
): ScannedPhantom {
  const { scale } = body.person;
  const uptake = body.tissues.flatMap(({ solid, suv }) =>
    suv === undefined ? [] : { solid, value: suv },
  );
  const density = [...body.tissues, ...lesions].flatMap(({ solid, hu }) =>
    hu === undefined ? [] : { solid, value: hu },
  );
  const pet = { ...grids.pet, data: paint(uptake, grids.pet, scale, 0) };
  gaussianBlur(pet.data, pet.size, pointSpreadInVoxels(pet.spacing));
  const outlines = lesions.map((lesion) => addLesion(lesion, pet, scale));
  addCountNoise(pet, noise.pet);
  const ct = scanCt(density, grids.ct, scale, noise.ct);
  const truth = { ...grids.pet, data: new Uint8Array(voxelCount(pet.size)) };
  for (const voxel of outlines.flat()) truth.data[voxel] = 1;
  return { pet, ct, truth, outlines };
}
