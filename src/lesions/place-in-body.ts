import type { Geometry, Vec3 } from '../image/volume.js';
import { type BodyLandmarks, sampleAt } from './body-landmarks.js';

/** Parts of the body, by a rule of heights; no anatomy. */
export type Region = 'head-neck' | 'chest' | 'abdomen' | 'pelvis' | 'leg' | 'arm';

/** Of the patient. */
export type Side = 'left' | 'right' | 'midline';

/** Whereabouts in the body something lies. */
export interface BodyPlace {
  /** Null where no lungs are in view to count from. */
  readonly region: Region | null;
  readonly side: Side | null;
}

// From the median plane, mm.
const midlineMm = 20;
const armMm = 80;
// The iliac crest, as a share of the way from the lungs' base to the legs, or of the lungs' height below their base.
const crestToCrotch = 0.4;
const crestByLungs = 0.6;
// Where thighs touch, the legs begin no later: lungs' heights below their base.
const crotchByLungs = 1.5;

/**
 * Says in which part of the body, and on which side, a voxel lies. Chest is as high as the lungs, above it are head and neck.
 * Below, the legs begin where two stand apart, or one and a half lungs' heights below the lungs; the pelvis begins at two fifths of the
 * way there, or, with no such height in view, at three fifths of the lungs' height below them. A piece of
 * body that lies beside the largest in its slice is an arm; below the trunk, one that is beside a leg.
 *
 * @param grid of the CT that the landmarks were found in
 * @param index x,y,z of it
 */
export function placeInBody(landmarks: BodyLandmarks, grid: Geometry, index: Vec3): BodyPlace {
  const { body, middle, lungs, crotch } = landmarks;
  const [x, y, z] = sampleAt(body, grid, index);
  const fromMiddle = (x - middle) * body.spacing[0];
  const hand = fromMiddle > 0 ? 'left' : 'right';
  const side = Math.abs(fromMiddle) <= midlineMm ? 'midline' : hand;
  if (lungs === null) return { region: null, side };
  const legs = crotch ?? lungs.base - crotchByLungs * (lungs.apex - lungs.base);
  const own = body.piece[(z * body.size[1] + y) * body.size[0] + x]!;
  const isBeside = own !== 0 && isBesideOthers(landmarks, own, z, z <= legs);
  if (isBeside && Math.abs(fromMiddle) > armMm) return { region: 'arm', side: hand };
  if (z <= legs) return { region: 'leg', side: hand };
  return { region: trunkRegion(z, lungs, crotch), side };
}

function trunkRegion(
  z: number,
  { base, apex }: NonNullable<BodyLandmarks['lungs']>,
  crotch: number | null,
): Region {
  if (z > apex) return 'head-neck';
  if (z >= base) return 'chest';
  const crest =
    crotch === null ? base - crestByLungs * (apex - base) : base - crestToCrotch * (base - crotch);
  return z >= crest ? 'abdomen' : 'pelvis';
}

/** Whether a piece is not the trunk, or below it not the larger one of its side. */
function isBesideOthers(
  { body, middle }: BodyLandmarks,
  own: number,
  z: number,
  isBelowTrunk: boolean,
): boolean {
  if (!isBelowTrunk) return own !== 1;
  const [width, height] = body.size;
  const plane = width * height;
  const sides = new Map<number, number>();
  for (let i = 0; i < plane; i++) {
    const piece = body.piece[z * plane + i]!;
    if (piece !== 0) sides.set(piece, (sides.get(piece) ?? 0) + Math.sign((i % width) - middle));
  }
  const sideOf = (piece: number): number => Math.sign(sides.get(piece)!);
  // They are numbered by falling size.
  return [...sides.keys()].some((piece) => piece < own && sideOf(piece) === sideOf(own));
}
