import type { Random } from '../../array/random.js';
import type { Vec3 } from '../../image/volume.js';
import type { Body } from '../body/make-body.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { ripple } from '../solid/ripple.js';
import type { Solid } from '../solid/solid.js';
import { unite } from '../solid/unite.js';
import { drawSite } from './draw-site.js';
import type { Lesion, LesionSite } from './lesion.js';

/** Draws 0 to 12 lesions that do not touch each other, as one disease would spread them. */
export function placeLesions(body: Body, random: Random): Lesion[] {
  const disease = random.pick(diseases);
  const wanted = random.chance(0.1) ? 0 : Math.floor(random.logUniform(2, 13));
  const lesions: Lesion[] = [];
  // A crowded draw may not find room for all; then there are fewer.
  for (let attempt = 0; lesions.length < wanted && attempt < 20 * wanted; attempt += 1) {
    const lesion = drawLesion(random.pick(disease), body, random);
    if (lesions.every((other) => areApart(lesion, other))) lesions.push(lesion);
  }
  return lesions;
}

type Disease = readonly [LesionSite, ...LesionSite[]];

/** Lymphoma, lung cancer, a carcinoma and melanoma by the sites they seek, the frequent ones twice. */
const diseases: readonly [Disease, ...Disease[]] = [
  ['lymph node', 'lymph node', 'lymph node', 'lymph node', 'bone'],
  ['lung', 'lung', 'lymph node', 'lymph node', 'bone', 'liver'],
  ['liver', 'liver', 'lymph node', 'bone', 'lung'],
  ['soft tissue', 'soft tissue', 'lymph node', 'lung', 'bone', 'liver'],
];

/** Diameters in mm and CT numbers in HU. */
const habits: Record<LesionSite, { diameter: [number, number]; hu: [number, ...number[]] }> = {
  'lymph node': { diameter: [8, 30], hu: [45] },
  lung: { diameter: [10, 45], hu: [30] },
  liver: { diameter: [12, 42], hu: [35] },
  bone: { diameter: [10, 30], hu: [70, 80, 650] },
  'soft tissue': { diameter: [14, 45], hu: [40] },
};

function drawLesion(site: LesionSite, body: Body, random: Random): Lesion {
  const habit = habits[site];
  const centre = drawSite(site, body, random);
  const diameter = random.logUniform(...habit.diameter);
  const isNecrotic = diameter > 24 && random.chance(0.4);
  return {
    site,
    centre,
    diameter,
    solid: drawSolid(centre, diameter / 2, site, random),
    core: isNecrotic ? drawBlob(centre, random.uniform(0.24, 0.32) * diameter, random) : undefined,
    suv: random.logUniform(4, 20),
    hu: random.pick(habit.hu),
  };
}

/** One uneven ellipsoid, or several grown together, as nodes do. */
function drawSolid(centre: Vec3, radius: number, site: LesionSite, random: Random): Solid {
  if (site !== 'lymph node' || radius < 8 || random.chance(0.6)) {
    return drawBlob(centre, radius, random);
  }
  const shifted = (by: number): Vec3 => [
    centre[0] + random.uniform(-by, by),
    centre[1] + random.uniform(-by, by),
    centre[2] + by * random.pick([1, -1]),
  ];
  return unite([
    drawBlob(centre, 0.8 * radius, random),
    drawBlob(shifted(0.6 * radius), 0.65 * radius, random),
    drawBlob(shifted(0.6 * radius), 0.65 * radius, random),
  ]);
}

function drawBlob(centre: Vec3, radius: number, random: Random): Solid {
  const semiAxis = () => radius * random.uniform(0.82, 1.18);
  const angle = () => random.uniform(0, 180);
  const solid = ellipsoid(
    centre,
    [semiAxis(), semiAxis(), semiAxis()],
    [angle(), angle(), angle()],
  );
  return ripple(solid, 0.14 * radius, 2.2 * radius, random);
}

/** Far enough for two outlines to stay separate after the scanner's blur. */
function areApart(one: Lesion, other: Lesion): boolean {
  const distance = Math.hypot(
    one.centre[0] - other.centre[0],
    one.centre[1] - other.centre[1],
    one.centre[2] - other.centre[2],
  );
  return distance > 0.65 * (one.diameter + other.diameter) + 14;
}
