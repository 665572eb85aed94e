import type { Random } from '../../array/random.js';
import type { Vec3 } from '../../image/volume.js';
import type { Body } from '../body/make-body.js';
import { ribKnots } from '../body/rib-knots.js';
import { spineAt, vertebraHeights } from '../body/spine.js';
import type { Tissue } from '../body/tissue.js';
import type { Solid } from '../solid/solid.js';
import type { LesionSite } from './lesion.js';

/** A place for a lesion in the standard patient, x,y,z in mm. */
export function drawSite(site: LesionSite, body: Body, random: Random): Vec3 {
  switch (site) {
    case 'lung':
      return pointWithin(random.pick(body.lungs), 8, body.tissues, random);
    case 'liver':
      return pointWithin(body.liver, 12, body.tissues, random);
    case 'bone':
      return drawBone(random);
    case 'lymph node':
      return nearby(mirrored(random.pick(nodeStations), random), 7, random);
    case 'soft tissue':
      return nearby(mirrored(random.pick(softTissues), random), 8, random);
  }
}

type Places = readonly [Vec3, ...Vec3[]];

/** Node stations of the left side: neck, collarbone, armpit, chest, belly, pelvis, groin. */
const nodeStations: Places = [
  [40, 4, 640],
  [46, 6, 655],
  [56, -10, 594],
  [132, 6, 515],
  [16, -8, 482],
  [36, 26, 452],
  [6, 20, 446],
  [18, 8, 205],
  [26, -40, 190],
  [10, -16, 272],
  [58, 4, 115],
  [74, -64, 40],
];

/** Tongue base, gullet, muscles of back, buttock and thigh, peritoneum; of the left side. */
const softTissues: Places = [
  [13, -24, 668],
  [10, 34, 400],
  [46, 76, 240],
  [82, 72, 44],
  [84, 10, -20],
  [72, -52, 165],
];

/** Acetabulum, ilium, femur, sacrum, humerus, scapula; of the left side. */
const bones: Places = [
  [84, 18, 74],
  [92, 34, 140],
  [118, 12, 30],
  [22, 62, 112],
  [158, 10, 558],
  [98, 76, 505],
];

function drawBone(random: Random): Vec3 {
  const side = random.chance(0.5) ? 1 : -1;
  const kind = random.uniform(0, 1);
  if (kind < 0.45) {
    const z = vertebraHeights[Math.floor(random.uniform(0, vertebraHeights.length))]!;
    return [random.uniform(-8, 8), spineAt(z).y + random.uniform(-5, 5), z];
  }
  if (kind < 0.6) {
    const knots = ribKnots(Math.floor(random.uniform(1, 11)), side);
    const [x, y, z] = knots[Math.floor(random.uniform(2, knots.length))]!;
    return [x, y, z];
  }
  return nearby(mirrored(random.pick(bones), random), 5, random);
}

function mirrored([x, y, z]: Vec3, random: Random): Vec3 {
  return [x * random.pick([1, -1]), y, z];
}

function nearby([x, y, z]: Vec3, reach: number, random: Random): Vec3 {
  const shift = () => random.uniform(-reach, reach);
  return [x + shift(), y + shift(), z + shift()];
}

/** A point at least `margin` mm under an organ's surface and half of that clear of what covers it. */
function pointWithin(
  organ: Solid,
  margin: number,
  tissues: readonly Tissue[],
  random: Random,
): Vec3 {
  const covers = tissues.slice(1 + tissues.findIndex(({ solid }) => solid === organ));
  const along = (axis: 0 | 1 | 2) => random.uniform(organ.low[axis], organ.high[axis]);
  for (;;) {
    const point: Vec3 = [along(0), along(1), along(2)];
    const isClear = covers.every(({ solid }) => solid.depth(...point) < -margin / 2);
    if (organ.depth(...point) >= margin && isClear) return point;
  }
}
