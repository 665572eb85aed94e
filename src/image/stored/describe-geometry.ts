import type { Geometry } from '../volume.js';

/** Where a grid lies, for a message: world coordinates are LPS, in mm. */
export function describeGeometry({ spacing, origin, direction: d }: Geometry): string {
  const column = (i: number): string => `(${[d[i], d[i + 3], d[i + 6]].map(short).join(' ')})`;
  return `voxels of ${spacing.map(short).join(' x ')} mm, the first at ${origin.map(short).join(', ')}, axes along ${column(0)} ${column(1)} ${column(2)}`;
}

function short(value: number | undefined): string {
  return String(Number((value ?? Number.NaN).toFixed(4)) + 0);
}
