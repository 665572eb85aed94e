import type { Geometry, Vec3 } from '../volume.js';
import type { BodyImage, Samples } from './body-image.js';
import { type Rigid, thenTurn } from './rigid.js';

/** A motion, and how alike the images are under it. */
export interface Fit {
  readonly motion: Rigid;
  /** Correlation of the two images at the samples, -1 to 1; -1 where too few are in view. */
  readonly likeness: number;
}

// HU: what differs more is another thing, and counts ever less.
const tolerated = 120;
// Of the mean of the diagonal: what the images say nothing about stays where it is.
const damping = 0.002;
const enoughMm = 0.05;
const leastInView = 0.3;

/**
 * Moves one CT onto another: Gauss-Newton on the squared difference, which differences beyond 120 HU hardly weigh in (Geman and
 * McClure's weights).
 *
 * @param fixed samples of one image
 * @param level of the other one, by index
 * @param start where to begin: the result lies in the same valley
 * @param steps at most
 * @param hold pulls back to the start, as a share of what the images say on average of a direction: along one that they say nothing of, nothing moves
 */
export function fitRigid(
  fixed: Samples,
  moving: BodyImage,
  level: number,
  start: Rigid,
  steps: number,
  hold = 0,
): Fit {
  const sampler = samplerOf(moving.grid, moving.levels[level]!);
  let motion = start;
  for (let step = 0; step < steps; step++) {
    const next = stepOf(fixed, sampler, motion, start, hold);
    if (next === null) break;
    motion = thenTurn(motion, next.about, next.axis, next.shift);
    if (Math.hypot(...next.shift) + 50 * Math.hypot(...next.axis) < enoughMm) break;
  }
  return { motion, likeness: likenessOf(fixed, moving, level, motion) };
}

/** How alike two images are under a motion; -1 where less than three tenths of the samples are in view. */
export function likenessOf(
  { points, values }: Samples,
  moving: BodyImage,
  level: number,
  motion: Rigid,
): number {
  const sampler = samplerOf(moving.grid, moving.levels[level]!);
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < values.length; k++) {
    if (!sampler.look(motion, points, 3 * k)) continue;
    const [one, other] = [values[k]!, sampler.found[0]!];
    n++;
    a += one;
    b += other;
    aa += one * one;
    bb += other * other;
    ab += one * other;
  }
  if (n < leastInView * values.length || n < 20) return -1;
  const spread = Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return spread > 1e-3 * n ? (ab - (a * b) / n) / spread : -1;
}

/** Looks up a level of an image, and how it rises, at moved points. */
interface Sampler {
  /** Value, then its rise along x, y, z per mm. */
  readonly found: Float64Array;
  /** The moved point. */
  readonly place: Float64Array;
  /** False outside the image. */
  look(motion: Rigid, points: Float64Array, at: number): boolean;
}

function samplerOf({ size, spacing, origin, direction: d }: Geometry, data: Float32Array): Sampler {
  const found = new Float64Array(4);
  const place = new Float64Array(3);
  const [nx, ny, nz] = size;
  const plane = nx * ny;
  const look = ({ turn: r, shift: t }: Rigid, points: Float64Array, at: number): boolean => {
    const [px, py, pz] = [points[at]!, points[at + 1]!, points[at + 2]!];
    const wx = r[0] * px + r[1] * py + r[2] * pz + t[0];
    const wy = r[3] * px + r[4] * py + r[5] * pz + t[1];
    const wz = r[6] * px + r[7] * py + r[8] * pz + t[2];
    const [ox, oy, oz] = [wx - origin[0], wy - origin[1], wz - origin[2]];
    const x = (d[0] * ox + d[3] * oy + d[6] * oz) / spacing[0];
    const y = (d[1] * ox + d[4] * oy + d[7] * oz) / spacing[1];
    const z = (d[2] * ox + d[5] * oy + d[8] * oz) / spacing[2];
    if (!(x >= 0 && y >= 0 && z >= 0 && x < nx - 1 && y < ny - 1 && z < nz - 1)) return false;
    const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const [fx, fy, fz] = [x - x0, y - y0, z - z0];
    const i = z0 * plane + y0 * nx + x0;
    const [a, b] = [data[i]!, data[i + 1]!];
    const [c, e] = [data[i + nx]!, data[i + nx + 1]!];
    const [f, g] = [data[i + plane]!, data[i + plane + 1]!];
    const [h, k] = [data[i + plane + nx]!, data[i + plane + nx + 1]!];
    const [ab, ce] = [a + fx * (b - a), c + fx * (e - c)];
    const [fg, hk] = [f + fx * (g - f), h + fx * (k - h)];
    const [near, far] = [ab + fy * (ce - ab), fg + fy * (hk - fg)];
    found[0] = near + fz * (far - near);
    const nearX = b - a + fy * (e - c - b + a);
    const farX = g - f + fy * (k - h - g + f);
    const gx = (nearX + fz * (farX - nearX)) / spacing[0];
    const gy = (ce - ab + fz * (hk - fg - ce + ab)) / spacing[1];
    const gz = (far - near) / spacing[2];
    found[1] = d[0] * gx + d[1] * gy + d[2] * gz;
    found[2] = d[3] * gx + d[4] * gy + d[5] * gz;
    found[3] = d[6] * gx + d[7] * gy + d[8] * gz;
    place[0] = wx;
    place[1] = wy;
    place[2] = wz;
    return true;
  };
  return { found, place, look };
}

interface Step {
  readonly about: Vec3;
  readonly axis: Vec3;
  readonly shift: Vec3;
}

function stepOf(
  { points, values }: Samples,
  sampler: Sampler,
  motion: Rigid,
  start: Rigid,
  hold: number,
): Step | null {
  const about = middleOf(points, motion);
  const off = awayFrom(start, motion, about, middleOf(points, start));
  // Upper triangle of the normal equations, and their right side.
  const normal = new Float64Array(36);
  const right = new Float64Array(6);
  const row = new Float64Array(6);
  const { found, place } = sampler;
  let count = 0;
  for (let k = 0; k < values.length; k++) {
    if (!sampler.look(motion, points, 3 * k)) continue;
    count++;
    const [gx, gy, gz] = [found[1]!, found[2]!, found[3]!];
    const [rx, ry, rz] = [place[0]! - about[0], place[1]! - about[1], place[2]! - about[2]];
    row[0] = ry * gz - rz * gy;
    row[1] = rz * gx - rx * gz;
    row[2] = rx * gy - ry * gx;
    row[3] = gx;
    row[4] = gy;
    row[5] = gz;
    const differs = values[k]! - found[0]!;
    const weight = 1 / (1 + (differs / tolerated) ** 2) ** 2;
    for (let i = 0; i < 6; i++) {
      const weighted = weight * row[i]!;
      right[i]! += weighted * differs;
      for (let j = i; j < 6; j++) normal[6 * i + j]! += weighted * row[j]!;
    }
  }
  if (count < leastInView * values.length || count < 20) return null;
  for (const from of [0, 3]) {
    const mean = (normal[7 * from]! + normal[7 * from + 7]! + normal[7 * from + 14]!) / 3;
    for (let i = from; i < from + 3; i++) {
      normal[7 * i]! += (damping + hold) * mean + 1e-9;
      right[i]! -= hold * mean * off[i]!;
    }
  }
  const [a, b, c, x, y, z] = solve(normal, right);
  return { about, axis: [a!, b!, c!], shift: [x!, y!, z!] };
}

/** How far a motion has come from its start: the turn, as an axis as long as its angle, then the shift of the middle. */
function awayFrom(
  { turn: s }: Rigid,
  { turn: m }: Rigid,
  here: Vec3,
  there: Vec3,
): readonly number[] {
  // m sᵀ, whose antisymmetric part is the axis times the sine of the angle.
  const at = (row: number, column: number): number =>
    m[3 * row]! * s[3 * column]! +
    m[3 * row + 1]! * s[3 * column + 1]! +
    m[3 * row + 2]! * s[3 * column + 2]!;
  return [
    (at(2, 1) - at(1, 2)) / 2,
    (at(0, 2) - at(2, 0)) / 2,
    (at(1, 0) - at(0, 1)) / 2,
    here[0] - there[0],
    here[1] - there[1],
    here[2] - there[2],
  ];
}

function middleOf(points: Float64Array, { turn: r, shift }: Rigid): Vec3 {
  const sum = [0, 0, 0];
  for (let i = 0; i < points.length; i++) sum[i % 3]! += points[i]!;
  const [x, y, z] = sum.map((total) => (3 * total) / points.length) as [number, number, number];
  return [
    r[0] * x + r[1] * y + r[2] * z + shift[0],
    r[3] * x + r[4] * y + r[5] * z + shift[1],
    r[6] * x + r[7] * y + r[8] * z + shift[2],
  ];
}

/** Cholesky, of six equations whose matrix is positive definite; the upper triangle is read. */
function solve(upper: Float64Array, right: Float64Array): Float64Array {
  const l = new Float64Array(36);
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = upper[6 * j + i]!;
      for (let k = 0; k < j; k++) sum -= l[6 * i + k]! * l[6 * j + k]!;
      l[6 * i + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[7 * j]!;
    }
  }
  const x = Float64Array.from(right);
  for (let i = 0; i < 6; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[6 * i + k]! * x[k]!;
    x[i]! /= l[7 * i]!;
  }
  for (let i = 5; i >= 0; i--) {
    for (let k = i + 1; k < 6; k++) x[i]! -= l[6 * k + i]! * x[k]!;
    x[i]! /= l[7 * i]!;
  }
  return x;
}
