import type { Vec3 } from '../../image/volume.js';

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** A point moved along two directions. */
export function plus(point: Vec3, a: Vec3, byA: number, b: Vec3, byB: number): Vec3 {
  return [
    point[0] + a[0] * byA + b[0] * byB,
    point[1] + a[1] * byA + b[1] * byB,
    point[2] + a[2] * byA + b[2] * byB,
  ];
}
