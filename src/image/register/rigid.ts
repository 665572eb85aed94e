import type { Mat3, Vec3 } from '../volume.js';

/** A rigid motion of world points: turned by an orthonormal matrix, then moved; LPS, mm. */
export interface Rigid {
  readonly turn: Mat3;
  readonly shift: Vec3;
}

/** Moves nothing. */
export const still: Rigid = { turn: [1, 0, 0, 0, 1, 0, 0, 0, 1], shift: [0, 0, 0] };

/** Where a point goes. */
export function moveBy({ turn, shift }: Rigid, point: Vec3): Vec3 {
  const [x, y, z] = rotate(turn, point);
  return [x + shift[0], y + shift[1], z + shift[2]];
}

/** The motion that undoes another one. */
export function inverseOf({ turn: r, shift }: Rigid): Rigid {
  const turn: Mat3 = [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]];
  const [x, y, z] = rotate(turn, shift);
  return { turn, shift: [-x, -y, -z] };
}

/**
 * A motion followed by a small one about a point.
 *
 * @param axis of the small turn, as long as its angle in radians
 */
export function thenTurn(first: Rigid, about: Vec3, axis: Vec3, shift: Vec3): Rigid {
  const small = turnAbout(axis);
  const turn = product(small, first.turn);
  const off = minus(first.shift, about);
  const [x, y, z] = rotate(small, off);
  return {
    turn,
    shift: [x + about[0] + shift[0], y + about[1] + shift[1], z + about[2] + shift[2]],
  };
}

/** By how much two motions differ at a point, mm. */
export function apart(one: Rigid, other: Rigid, point: Vec3): number {
  return Math.hypot(...minus(moveBy(one, point), moveBy(other, point)));
}

/** How far a motion turns, degrees. */
export function degreesOf({ turn }: Rigid): number {
  const cosine = (turn[0] + turn[4] + turn[8] - 1) / 2;
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
}

/** Rodrigues' formula. */
function turnAbout([x, y, z]: Vec3): Mat3 {
  const angle = Math.hypot(x, y, z);
  if (angle < 1e-12) return still.turn;
  const [ux, uy, uz] = [x / angle, y / angle, z / angle];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const v = 1 - c;
  return [
    c + ux * ux * v,
    ux * uy * v - uz * s,
    ux * uz * v + uy * s,
    uy * ux * v + uz * s,
    c + uy * uy * v,
    uy * uz * v - ux * s,
    uz * ux * v - uy * s,
    uz * uy * v + ux * s,
    c + uz * uz * v,
  ];
}

function rotate(m: Mat3, [x, y, z]: Vec3): Vec3 {
  return [
    m[0] * x + m[1] * y + m[2] * z,
    m[3] * x + m[4] * y + m[5] * z,
    m[6] * x + m[7] * y + m[8] * z,
  ];
}

function product(a: Mat3, b: Mat3): Mat3 {
  const at = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    a[(3 * row) as 0] * b[column] +
    a[(3 * row + 1) as 0] * b[(3 + column) as 0] +
    a[(3 * row + 2) as 0] * b[(6 + column) as 0];
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
