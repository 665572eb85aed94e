import type { Vec3 } from '../../image/volume.js';
import type { FoundSeries } from '../read/group-series.js';
import { cross, dot } from '../read/vectors.js';

/** The length of a series along its normal, mm; 0 for one that has no place. */
export function extentMm(series: FoundSeries): number {
  const [from, to] = reach(series, normalOf(series)) ?? [0, 0];
  return to - from;
}

/** The direction in which slices are stacked. */
export function normalOf({ slices }: FoundSeries): Vec3 {
  const plane = slices[0]!.plane;
  return plane === null ? [0, 0, 1] : cross(plane.along, plane.down);
}

/**
 * From where to where a series goes along a direction, mm, as far as its corners tell.
 *
 * @returns null for one that has no place
 */
export function reach({ slices }: FoundSeries, direction: Vec3): [from: number, to: number] | null {
  const places = slices.flatMap(({ plane }) => {
    if (plane === null) return [];
    const start = dot(plane.position, direction);
    const across = dot(plane.along, direction) * plane.spacing[1] * (plane.columns - 1);
    const down = dot(plane.down, direction) * plane.spacing[0] * (plane.rows - 1);
    return [start, start + across, start + down, start + across + down];
  });
  if (places.length === 0) return null;
  const half = (slices[0]!.plane?.thickness ?? 0) / 2;
  const least = places.reduce((a, b) => Math.min(a, b));
  const most = places.reduce((a, b) => Math.max(a, b));
  return [least - half, most + half];
}
