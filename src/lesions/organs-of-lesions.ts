import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { OrganMap } from './organ-map.js';

/**
 * The organ that each lesion lies in: of the voxels of the lesion that have an organ's label, and of all that touch it (by a face, an
 * edge or a corner) and are in no lesion, the label that most have. Most may have none.
 *
 * @param components of the mask, 18-connected
 * @param lesions [z,y,x]: the mask itself, not 0 in lesions
 * @returns the organ's name, of each component; null for none. Of equally many voxels the lower label counts, and none least
 */
export function organsOfLesions(
  components: Components,
  lesions: Uint8Array,
  shape: Shape,
  { labels, organs }: OrganMap,
): (string | null)[] {
  const nameOf = new Map(organs.map(({ value, name }) => [value, name]));
  const counts = Array.from({ length: components.count }, () => new Map<number, number>());
  const count = (lesion: number, voxel: number, ofNone: boolean): void => {
    const value = nameOf.has(labels[voxel]!) ? labels[voxel]! : none;
    if (value === none && !ofNone) return;
    counts[lesion]!.set(value, (counts[lesion]!.get(value) ?? 0) + 1);
  };
  for (const [run, first] of components.start.entries()) {
    const lesion = components.component[run]!;
    for (let i = 0; i < components.length[run]!; i++) count(lesion, first + i, false);
  }
  for (const [lesion, rim] of rims(components, lesions, shape).entries()) {
    for (const voxel of rim) count(lesion, voxel, true);
  }
  return counts.map((of) => {
    const [[value] = [none]] = [...of].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return nameOf.get(value) ?? null;
  });
}

const none = Number.POSITIVE_INFINITY;

/** The voxels about each lesion that are in none. */
function rims(
  { count, start, length, component }: Components,
  lesions: Uint8Array,
  [depth, height, width]: Shape,
): Set<number>[] {
  const rims = Array.from({ length: count }, () => new Set<number>());
  for (const [run, first] of start.entries()) {
    const rim = rims[component[run]!]!;
    const row = Math.floor(first / width);
    const [x, y, z] = [first - row * width, row % height, Math.floor(row / height)];
    const from = Math.max(0, x - 1);
    const to = Math.min(width, x + length[run]! + 1);
    for (let vz = Math.max(0, z - 1); vz < Math.min(depth, z + 2); vz++) {
      for (let vy = Math.max(0, y - 1); vy < Math.min(height, y + 2); vy++) {
        const line = (vz * height + vy) * width;
        for (let at = line + from; at < line + to; at++) if (lesions[at] === 0) rim.add(at);
      }
    }
  }
  return rims;
}
