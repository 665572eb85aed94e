import { createRandom } from '../array/random.js';
import { type Vec3, type Volume, voxelMillilitres } from '../image/volume.js';
import { makeBody } from './body/make-body.js';
import type { Lesion, LesionSite } from './lesions/lesion.js';
import { placeLesions } from './lesions/place-lesions.js';
import { type ScannedPhantom, scanPhantom } from './scan-phantom.js';
import { layOutGrids } from './scanner/lay-out-grids.js';

/** A synthetic FDG-PET/CT study whose lesions are known. */
export interface Phantom extends Omit<ScannedPhantom, 'outlines'> {
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
  const noise = { pet: random(4), ct: random(5) };
  const { outlines, ...images } = scanPhantom(body, lesions, grids, noise);
  return {
    ...images,
    lesions: lesions.map((lesion, index) => describe(lesion, outlines[index]!, images.pet, scale)),
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
