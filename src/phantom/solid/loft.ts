import type { Solid } from './solid.js';

/** A horizontal cut: its centre x, y and half width (along x) and half depth (along y), mm. */
export type Section = readonly [x: number, y: number, halfWidth: number, halfDepth: number];

/** A cut at height z, mm. */
export type Station = readonly [z: number, ...section: Section];

// 2 makes an ellipse and 0 a fourth-power box: a trunk lies between.
const roundness = 1.5;

/**
 * A solid of horizontal cuts, rounder than boxes and boxier than ellipses, between the first and
 * the last station.
 *
 * @param stations at least two, by rising z
 */
export function loft(stations: readonly Station[]): Solid {
  const sectionAt = interpolateStations(stations);
  const bottom = stations[0]![0];
  const top = stations.at(-1)![0];
  const extreme = (axis: 0 | 1, sign: 1 | -1) =>
    // The curve between stations may bulge a little beyond them.
    sign * Math.max(...stations.map(([, ...cut]) => sign * cut[axis] + 1.05 * cut[axis + 2]!));
  // Volumes are filled slice by slice, so one remembered cut serves a whole slice.
  let cutAt = Number.NaN;
  let cut: Section = [0, 0, 1, 1];
  return {
    low: [extreme(0, -1), extreme(1, -1), bottom],
    high: [extreme(0, 1), extreme(1, 1), top],
    depth(x, y, z) {
      if (z !== cutAt) {
        cutAt = z;
        cut = sectionAt(z);
      }
      const dx = x - cut[0];
      const dy = y - cut[1];
      const u = (dx / cut[2]) ** 2;
      const v = (dy / cut[3]) ** 2;
      const level = Math.sqrt(Math.sqrt(u * u + v * v + roundness * u * v));
      const radius = Math.sqrt(dx * dx + dy * dy);
      const radial = level < 1e-6 ? Math.min(cut[2], cut[3]) : (radius * (1 - level)) / level;
      return Math.min(radial, z - bottom, top - z);
    },
  };
}

/** The cut at any height: a smooth (Catmull-Rom) curve through the stations, constant beyond. */
export function interpolateStations(stations: readonly Station[]): (z: number) => Section {
  return (z) => {
    const above = stations.findIndex(([height]) => height > z);
    if (above === 0) return dropHeight(stations[0]!);
    if (above < 0) return dropHeight(stations.at(-1)!);
    const from = stations[above - 1]!;
    const to = stations[above]!;
    const before = stations[above - 2] ?? from;
    const after = stations[above + 1] ?? to;
    const gap = to[0] - from[0];
    const t = (z - from[0]) / gap;
    const blend = (index: 1 | 2 | 3 | 4) => {
      const startSlope = (gap * (to[index] - before[index])) / (to[0] - before[0]);
      const endSlope = (gap * (after[index] - from[index])) / (after[0] - from[0]);
      const rise = to[index] - from[index];
      const bend = startSlope + endSlope - 2 * rise;
      return from[index] + t * (startSlope + t * (3 * rise - 2 * startSlope - endSlope + t * bend));
    };
    return [blend(1), blend(2), blend(3), blend(4)];
  };
}

function dropHeight([, ...section]: Station): Section {
  return section;
}
