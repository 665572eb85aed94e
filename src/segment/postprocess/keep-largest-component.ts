import { type Connectivity, connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';

/**
 * Clears all but the largest connected component of some labels taken together, in place. Equally
 * large ones all stay, as in nnU-Net's remove_all_but_largest_component_from_segmentation.
 *
 * @param segmentation [z,y,x]; other labels are left as they are
 * @param keptFrom voxels from which on smaller components stay too
 */
export function keepLargestComponent(
  segmentation: Uint8Array,
  shape: Shape,
  labels: readonly number[],
  connectivity: Connectivity = 26,
  keptFrom = Number.POSITIVE_INFINITY,
): void {
  const mask = segmentation.map((value) => Number(labels.includes(value)));
  const { start, length, component, voxels } = connectedComponents(mask, shape, connectivity);
  const largest = voxels.reduce((a, b) => Math.max(a, b), 0);
  for (const [run, from] of start.entries()) {
    const size = voxels[component[run]!]!;
    if (size === largest || size >= keptFrom) continue;
    segmentation.fill(0, from, from + length[run]!);
  }
}
