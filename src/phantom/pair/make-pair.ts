import { createRandom, type Random } from '../../array/random.js';
import { reorient, reorientationTo } from '../../image/orient.js';
import type { Geometry, Vec3, Volume } from '../../image/volume.js';
import { liftArm } from '../body/arm-knots.js';
import { type Body, makeBody } from '../body/make-body.js';
import { drawPerson } from '../body/person.js';
import { type ScannedPhantom, scanPhantom } from '../scan-phantom.js';
import { layOutGrids } from '../scanner/lay-out-grids.js';
import { drawFates, type FatedLesion } from './draw-fates.js';
import type { TrueFate } from './true-fate.js';

/** Two studies of a patient who never was, and what became of each lesion between them. */
export interface PhantomPair {
  readonly baseline: ScannedPhantom;
  readonly followup: ScannedPhantom;
  readonly lesions: readonly PairedLesion[];
}

/** One lesion, or those that it fell into or grew together from. */
export interface PairedLesion {
  readonly fate: TrueFate;
  readonly inArm: boolean;
  /** Centres at baseline, LPS world mm; none for a new one. */
  readonly before: readonly Vec3[];
  /** Where these places are at follow-up, whether there is a lesion or not. */
  readonly carried: readonly Vec3[];
  /** Centres at follow-up; none for one that is gone. */
  readonly after: readonly Vec3[];
}

/** How the patient lies at follow-up, and what has become of him. */
export interface PairMotion {
  /** mm along left, posterior, superior. */
  readonly shift: Vec3;
  /** Degrees that the left arm is lifted. */
  readonly armLift: number;
  /** Of the fat under the skin, mm. */
  readonly fatter: number;
  /** Across, of all sizes. */
  readonly wider: number;
}

/** 3 cm, 20 degrees, and some weight lost. */
export const usualMotion: PairMotion = {
  shift: [12, -14, 24],
  armLift: 20,
  fatter: -4,
  wider: 0.98,
};

interface PairOptions {
  readonly seed: number;
  readonly motion?: PairMotion;
  /** Voxels are so many times as large along each axis. */
  readonly coarser?: number;
}

/**
 * Makes two studies of one patient whose lesions stay, grow, shrink, go, come, split and merge. The second lies elsewhere, on other
 * grids whose axes run another way, with noise of its own. The same options give the same bytes.
 */
export function makePair({ seed, motion = usualMotion, coarser = 1 }: PairOptions): PhantomPair {
  const random = (stream: number): Random => createRandom(seed, stream);
  const person = drawPerson(random(1));
  const { scale } = person;
  const { shift, armLift, fatter, wider } = motion;
  const before = makeBody(random(1));
  const after = makeBody(random(1), {
    fat: Math.max(4, person.fat + fatter),
    scale: [scale[0] * wider, scale[1] * wider, scale[2]],
    armLift: { left: armLift, right: 0 },
  });
  const move = ({ armSide }: FatedLesion, point: Vec3): Vec3 =>
    armSide === null ? point : liftArm(point, armSide, after.person);
  const fated = drawFates(before, move, random(11));
  const grids = coarserGrids(layOutGrids(person, random(2)), coarser);
  const others = otherGrids(grids);
  const shifted = (grid: Geometry): Geometry => ({ ...grid, origin: sum(grid.origin, shift, -1) });
  const baseline = scanPhantom(
    before,
    fated.flatMap((lesion) => lesion.before),
    grids,
    { pet: random(4), ct: random(5) },
  );
  const scanned = scanPhantom(
    after,
    fated.flatMap((lesion) => lesion.after),
    { pet: shifted(others.pet), ct: shifted(others.ct) },
    { pet: random(14), ct: random(15) },
  );
  const back = <T extends Volume<Float32Array | Int16Array | Uint8Array>>(volume: T, to: string) =>
    reorient({ ...volume, origin: sum(volume.origin, shift, 1) }, reorientationTo(volume, to));
  const at = ({ person: { scale } }: Body, [x, y, z]: Vec3): Vec3 => [
    x * scale[0],
    y * scale[1],
    z * scale[2],
  ];
  const place = (point: Vec3): Vec3 => sum(at(after, point), shift, 1);
  return {
    baseline,
    followup: {
      pet: back(scanned.pet, 'RPS') as Volume,
      ct: back(scanned.ct, 'LAS') as Volume<Int16Array>,
      truth: back(scanned.truth, 'RPS') as Volume<Uint8Array>,
      outlines: [],
    },
    lesions: fated.map((lesion) => ({
      fate: lesion.fate,
      inArm: lesion.armSide !== null,
      before: lesion.before.map(({ centre }) => at(before, centre)),
      carried: lesion.before.map(({ centre }) => place(move(lesion, centre))),
      after: lesion.after.map(({ centre }) => place(centre)),
    })),
  };
}

type Grids = { readonly pet: Geometry; readonly ct: Geometry };

function coarserGrids({ pet, ct }: Grids, times: number): Grids {
  return {
    pet: withVoxels(pet, scaled(pet.spacing, times)),
    ct: withVoxels(ct, scaled(ct.spacing, times)),
  };
}

/** As of another scanner. */
function otherGrids({ pet, ct }: Grids): Grids {
  const [x, y, z] = pet.spacing;
  const [cx, cy, cz] = ct.spacing;
  return {
    pet: withVoxels(pet, [0.9 * x, 0.9 * y, 0.8 * z]),
    ct: withVoxels(ct, [1.1 * cx, 1.1 * cy, 0.9 * cz]),
  };
}

/** The same box, in other voxels. */
function withVoxels(grid: Geometry, spacing: Vec3): Geometry {
  const size = grid.size.map((n, axis) =>
    Math.round((n * grid.spacing[axis as 0]) / spacing[axis as 0]),
  ) as unknown as Vec3;
  const origin = grid.origin.map(
    (mm, axis) => mm - 0.5 * grid.spacing[axis as 0] + 0.5 * spacing[axis as 0],
  ) as unknown as Vec3;
  return { ...grid, size, spacing, origin };
}

function scaled(values: Vec3, times: number): Vec3 {
  return [values[0] * times, values[1] * times, values[2] * times];
}

function sum(a: Vec3, b: Vec3, times: number): Vec3 {
  return [a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]];
}
