import { createRandom } from '../array/random.js';
import { type Vec3, type Volume, voxelCount, voxelMillilitres } from '../image/volume.js';
import { makeBody } from './body/make-body.js';
import { addLesion } from './lesions/add-lesion.js';
import type { Lesion, LesionSite } from './lesions/lesion.js';
import { placeLesions } from './lesions/place-lesions.js';
import { addCountNoise } from './scanner/add-count-noise.js';
import { gaussianBlur } from './scanner/gaussian-blur.js';
import { layOutGrids } from './scanner/lay-out-grids.js';
import { paint } from './scanner/paint.js';
import { pointSpreadInVoxels } from './scanner/point-spread.js';
import { scanCt } from './scanner/scan-ct.js';

/** A synthetic FDG-PET/CT study whose lesions are known. */
export interface Phantom {
  /** [z,y,x], SUV in g/ml. */
  readonly pet: Volume;
  /** [z,y,x], HU, on a finer grid of its own. */
  readonly ct: Volume<Int16Array>;
  /** [z,y,x] on the PET's grid: 1 in lesions, else 0. */
  readonly truth: Volume<Uint8Array>;
  readonly lesions: readonly PhantomLesion[];
}

export interface PhantomLesion {
  /** LPS world coordinates, mm. */
  readonly centre: Vec3;
  readonly site: LesionSite;
  /** Volume of the lesion's voxels in the truth. */
  readonly volumeMillilitres: number;
  /** Highest SUV among these voxels, noise included, g/ml. */
  readonly suvMax: number;
}

/**
 * Makes a whole-body FDG-PET/CT of a patient who never was, from analytic solids: no patient's data
 * is in it. The same options give the same bytes, and a patient is the same with and without
 * lesions.
 *
 * @param options.seed any 32-bit integer: it draws the anatomy, the uptake, the lesions, the noise
 * @param options.lesions false makes the patient healthy; otherwise the seed draws 0 to 12 lesions
 */
export function makePhantom(options: { seed: number; lesions?: boolean }): Phantom {
  const random = (stream: number) => createRandom(options.seed, stream);
  const body = makeBody(random(1));
  const { scale } = body.person;
  const grids = layOutGrids(body.person, random(2));
  const lesions = options.lesions === false ? [] : placeLesions(body, random(3));

  const uptake = body.tissues.flatMap(({ solid, suv }) =>
    suv === undefined ? [] : { solid, value: suv },
  );
  const density = [...body.tissues, ...lesions].flatMap(({ solid, hu }) =>
    hu === undefined ? [] : { solid, value: hu },
  );

  const pet = { ...grids.pet, data: paint(uptake, grids.pet, scale, 0) };
  gaussianBlur(pet.data, pet.size, pointSpreadInVoxels(pet.spacing));
  const outlines = lesions.map((lesion) => addLesion(lesion, pet, scale));
  addCountNoise(pet, random(4));
  const ct = scanCt(density, grids.ct, scale, random(5));

  const truth = { ...grids.pet, data: new Uint8Array(voxelCount(pet.size)) };
  for (const voxel of outlines.flat()) truth.data[voxel] = 1;
  return {
    pet,
    ct,
    truth,
    lesions: lesions.map((lesion, index) => describe(lesion, outlines[index]!, pet, scale)),
  };
}

function describe(
  lesion: Lesion,
  outline: readonly number[],
  pet: Volume,
  scale: Vec3,
): PhantomLesion {
  const { centre, site } = lesion;
  return {
    centre: [centre[0] * scale[0], centre[1] * scale[1], centre[2] * scale[2]],
    site,
    volumeMillilitres: outline.length * voxelMillilitres(pet.spacing),
    suvMax: outline.reduce((peak, voxel) => Math.max(peak, pet.data[voxel]!), 0),
  };
}
