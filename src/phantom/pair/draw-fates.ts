import type { Random } from '../../array/random.js';
import type { Vec3 } from '../../image/volume.js';
import { armKnots } from '../body/arm-knots.js';
import type { Body } from '../body/make-body.js';
import { drawSite } from '../lesions/draw-site.js';
import type { Lesion, LesionSite } from '../lesions/lesion.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { tube } from '../solid/tube.js';
import type { TrueFate } from './true-fate.js';

/** A lesion before and after, in the standard patient. */
export interface FatedLesion {
  readonly fate: TrueFate;
  /** The arm that it lies in, and moves with. */
  readonly armSide: 1 | -1 | null;
  readonly before: readonly Lesion[];
  readonly after: readonly Lesion[];
}

/** Where a point of a lesion's tissue goes. */
type Move = (lesion: FatedLesion, point: Vec3) => Vec3;

const fates: readonly TrueFate[] = [
  'stable',
  'grown',
  'shrunk',
  'gone',
  'new',
  'split',
  'merged',
  'stable',
  'grown',
  'shrunk',
  'gone',
  'new',
];
/** Of lesions in the left and the right arm. */
const armFates: readonly (readonly [1 | -1, TrueFate])[] = [
  [1, 'stable'],
  [-1, 'grown'],
];
const sites: readonly [LesionSite, ...LesionSite[]] = [
  'lung',
  'liver',
  'bone',
  'lymph node',
  'soft tissue',
];
// Between the surfaces of two lesions, and of the halves of one that is split.
const apartMm = 26;
const halvesApartMm = 30;
// Of the sizes of a lesion across.
const growth = { grown: 1.45, shrunk: 0.62 };

/** Draws a lesion of each fate twice, and one in each arm. */
export function drawFates(body: Body, move: Move, random: Random): FatedLesion[] {
  const drawn: FatedLesion[] = [];
  const add = (fate: TrueFate, armSide: 1 | -1 | null, centreOf: () => Vec3): void => {
    const size = random.uniform(16, 26);
    for (let attempt = 0; attempt < 400; attempt++) {
      const lesion = drawFated(fate, armSide, centreOf(), size, move, random);
      if (!drawn.every((other) => areApart(lesion, other))) continue;
      drawn.push(lesion);
      return;
    }
  };
  for (const [side, fate] of armFates) add(fate, side, () => alongArm(body, side, random));
  for (const fate of fates) add(fate, null, () => drawSite(random.pick(sites), body, random));
  return drawn;
}

/** Between shoulder and elbow. */
function alongArm({ person }: Body, side: 1 | -1, random: Random): Vec3 {
  const [shoulder, elbow] = armKnots(side, person, [1, 1, 1, 1]);
  const share = random.uniform(0.35, 0.7);
  const along = (axis: 0 | 1 | 2): number =>
    shoulder![axis] + share * (elbow![axis] - shoulder![axis]);
  return [along(0), along(1), along(2)];
}

function drawFated(
  fate: TrueFate,
  armSide: 1 | -1 | null,
  centre: Vec3,
  size: number,
  move: Move,
  random: Random,
): FatedLesion {
  const suv = random.logUniform(5, 15);
  const stretch: Vec3 = [
    random.uniform(0.85, 1.15),
    random.uniform(0.85, 1.15),
    random.uniform(0.85, 1.15),
  ];
  const lesion = { fate, armSide, before: [], after: [] };
  const one = (at: Vec3, diameter: number): Lesion => blob(at, diameter, stretch, suv);
  const half = (by: 1 | -1): Vec3 => [centre[0], centre[1], centre[2] + (by * halvesApartMm) / 2];
  const halves = ([-1, 1] as const).map((by) => one(half(by), 15));
  const whole = rod(half(-1), half(1), 15, suv);
  const moved = move(lesion, centre);
  switch (fate) {
    case 'gone':
      return { ...lesion, before: [one(centre, size)] };
    case 'new':
      return { ...lesion, after: [one(moved, size)] };
    case 'split':
      return { ...lesion, before: [whole], after: halves };
    case 'merged':
      return { ...lesion, before: halves, after: [whole] };
    case 'stable':
      return { ...lesion, before: [one(centre, size)], after: [one(moved, size)] };
    default:
      return {
        ...lesion,
        before: [one(centre, size)],
        after: [one(moved, growth[fate] * size)],
      };
  }
}

function blob(centre: Vec3, diameter: number, stretch: Vec3, suv: number): Lesion {
  const along = (axis: 0 | 1 | 2): number => (stretch[axis] * diameter) / 2;
  const solid = ellipsoid(centre, [along(0), along(1), along(2)]);
  return { ...common, centre, diameter, solid, suv };
}

function rod(from: Vec3, to: Vec3, width: number, suv: number): Lesion {
  const centre: Vec3 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
  const solid = tube([
    [...from, width / 2],
    [...to, width / 2],
  ]);
  return { ...common, centre, diameter: halvesApartMm + width, solid, suv };
}

const common = { site: 'soft tissue', core: undefined, hu: 45 } as const;

function areApart(one: FatedLesion, other: FatedLesion): boolean {
  const all = ({ before, after }: FatedLesion): readonly Lesion[] => [...before, ...after];
  return all(one).every((a) =>
    all(other).every((b) => {
      const away = Math.hypot(...([0, 1, 2] as const).map((i) => a.centre[i] - b.centre[i]));
      return away > (a.diameter + b.diameter) / 2 + apartMm;
    }),
  );
}
