import { connectedComponents } from '../array/connected-components.js';
import type { Geometry, Vec3 } from '../image/volume.js';
import { worldToIndex } from '../image/world.js';
import { type BodyLandmarks, sampleAt } from './body-landmarks.js';
import { centroidsOf } from './centroids.js';
import type { TissueImages } from './coarse-tissue.js';
import { layLiverSphere } from './lay-liver-sphere.js';
import { type Organ, type OrganMap, wordsOf } from './organ-map.js';
import { measureRegion, notFound, type Reference, voxelsWithin } from './reference-region.js';
import { deepPlaces, type SampledMask, sampleMask } from './sampled-mask.js';

/** What organs are looked for in. */
export interface OrganImages extends Pick<TissueImages, 'grid' | 'pet'> {
  readonly organs: OrganMap;
}

const liverStepMm = 3;

/** Whether a map has a label of the liver. */
export function hasLiver({ organs }: OrganMap): boolean {
  return organs.some(isLiver);
}

/** Lays the liver's sphere of 3 cm where the half of its label that lies to the patient's right is deepest. */
export function liverInOrgans({ grid, pet, organs }: OrganImages): Reference {
  const { value } = organs.organs.find(isLiver)!;
  const liver = sampleMask(organs.labels, grid, (label) => label === value, liverStepMm);
  if (liver === null) return notFound('the organ map has no voxel of the liver');
  const [width] = liver.size;
  const right = liver.data.map((inside, i) => (i % width < width / 2 ? inside : 0));
  return layLiverSphere({ grid, pet }, { ...liver, data: right });
}

// PERCIST's: 1 cm wide, 2 cm high.
const radiusMm = 5;
const heightMm = 20;
// The cylinder and what the PET blurs into it from outside.
const depthMm = 7;

/**
 * Lays a cylinder, 1 cm wide and 2 cm high, into the blood: where a label of blood pool is deepest or, of a label of the aorta, its
 * descending part: in the lower half of the lungs' height the rearmost piece of each slice. All of its voxels have the label.
 *
 * @param landmarks null where no CT shows a body
 */
export function bloodPoolInOrgans(
  { grid, pet, organs }: OrganImages,
  landmarks: BodyLandmarks | null,
): Reference {
  const pool = organs.organs.find(isBloodPool);
  const label = pool ?? organs.organs.find(isAorta);
  if (label === undefined) return notFound('no label is called aorta or blood pool');
  const whole = sampleMask(organs.labels, grid, (at) => at === label.value, 0);
  if (whole === null) return notFound(`the organ map has no voxel of ${label.name}`);
  if (pool === undefined && !landmarks?.lungs) {
    return notFound('no lungs are in view to find the descending aorta by');
  }
  const blood = pool === undefined ? descending(whole, grid, landmarks!) : whole;
  for (const { sample } of deepPlaces(blood, depthMm)) {
    const shape = { centre: blood.worldOf(sample), radiusMm, heightMm };
    const isInside = voxelsWithin(grid, shape).every((at) => organs.labels[at] === label.value);
    const region = isInside ? measureRegion(pet, grid, shape) : null;
    if (region !== null) return { region, notFound: null };
  }
  return notFound(`no cylinder of 1 x 2 cm fits into ${label.name}`);
}

function descending(aorta: SampledMask, grid: Geometry, landmarks: BodyLandmarks): SampledMask {
  const [width, height, depth] = aorta.size;
  const plane = width * height;
  const data = new Uint8Array(aorta.data.length);
  for (let z = 0; z < depth; z++) {
    if (!isInLowerLungs(aorta.worldOf([0, 0, z]), grid, landmarks)) continue;
    const slice = aorta.data.subarray(z * plane, (z + 1) * plane);
    data.set(rearmostPiece(slice, width, height), z * plane);
  }
  return { ...aorta, data };
}

/** Where the aorta's two limbs, up and down, lie apart. */
function isInLowerLungs(world: Vec3, grid: Geometry, { body, lungs }: BodyLandmarks): boolean {
  const [, , z] = sampleAt(body, grid, worldToIndex(grid, world));
  const { base, apex } = lungs!;
  return z >= base && z <= (base + apex) / 2;
}

const leastShareOfLargest = 0.25;

/** The piece of a slice that lies farthest back, but for specks. */
function rearmostPiece(slice: Uint8Array, width: number, height: number): Uint8Array {
  const pieces = connectedComponents(slice, [1, height, width], 18);
  const { start, length, component, voxels } = pieces;
  const centres = centroidsOf(pieces, [1, height, width]);
  const least = leastShareOfLargest * voxels.reduce((a, b) => Math.max(a, b), 0);
  let rearmost = -1;
  for (const [piece, count] of voxels.entries()) {
    if (count < least) continue;
    if (rearmost < 0 || centres[3 * piece + 1]! > centres[3 * rearmost + 1]!) rearmost = piece;
  }
  const kept = new Uint8Array(slice.length);
  for (const [run, first] of start.entries()) {
    if (component[run] === rearmost) kept.fill(1, first, first + length[run]!);
  }
  return kept;
}

const isLiver = (organ: Organ): boolean => wordsOf(organ).includes('liver');
const isAorta = (organ: Organ): boolean => wordsOf(organ).includes('aorta');
const isBloodPool = (organ: Organ): boolean =>
  wordsOf(organ).includes('bloodpool') ||
  ['blood', 'pool'].every((word) => wordsOf(organ).includes(word));
