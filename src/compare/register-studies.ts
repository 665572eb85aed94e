import { type Registration, registerBodies } from '../image/register/register-bodies.js';
import { type Rigid, still } from '../image/register/rigid.js';
import type { Geometry, Vec3 } from '../image/volume.js';
import { indexToWorld } from '../image/world.js';
import type { BodyLandmarks } from '../lesions/body-landmarks.js';
import { type BodyImages, bodyOf } from './body-of.js';

/** A study whose body has been found. */
export interface LandmarkedStudy {
  readonly images: BodyImages;
  readonly landmarks: BodyLandmarks;
}

// The fields of two scans end at other heights.
const alsoHigherMm = [0, -80, 80, -160, 160];

/** Registers the follow-up's CT with the baseline's: `first` is the baseline. */
export function registerStudies(
  baseline: LandmarkedStudy,
  followup: LandmarkedStudy,
): Registration {
  const first = bodyOf(baseline.images, baseline.landmarks);
  const second = bodyOf(followup.images, followup.landmarks);
  const [from, to] = [
    middleOf(first.grid, baseline.landmarks),
    middleOf(second.grid, followup.landmarks),
  ];
  const shift: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const starts = alsoHigherMm.map(
    (mm): Rigid => ({
      ...still,
      shift: [shift[0], shift[1], shift[2] + mm],
    }),
  );
  return registerBodies(first, second, [still, ...starts]);
}

/** Of the body between the ends of the lungs, or of all that is in view. */
function middleOf(grid: Geometry, { body, lungs }: BodyLandmarks): Vec3 {
  const [nx, ny, nz] = body.size;
  const [from, to] = lungs === null ? [0, nz - 1] : [lungs.base, lungs.apex];
  let [n, x, y] = [0, 0, 0];
  for (let k = from; k <= to; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        // The trunk alone: arms may lie anywhere.
        if (body.piece[(k * ny + j) * nx + i] !== 1) continue;
        n++;
        x += i;
        y += j;
      }
    }
  }
  return indexToWorld(grid, [x / n, y / n, (from + to) / 2]);
}
