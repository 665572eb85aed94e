import { connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import type { CertaintyStep } from '../../nnunet/model/lesion-certainty.js';
import { positive } from './to-labels.js';

/**
 * Takes lesions back (18-connected) of which the network is nowhere sure enough for their volume, in
 * place: the sign of their logits is turned. Large tumours are blurred less than small ones, so a
 * network is surer of them, and less so of a stretch of gut of the same volume.
 *
 * @param logits lesion minus background, [z,y,x] on the network's grid
 * @param voxelMillilitres volume of one voxel, ml
 * @param steps by rising volume; none leaves everything
 * @param kept voxels whose lesions stay in any case: a user has clicked there
 * @param areProbabilities whether the logits are differences of probabilities, as of nnU-Net v1
 * @returns how many lesions were taken back
 */
export function dropUncertain(
  logits: Float32Array,
  shape: Shape,
  voxelMillilitres: number,
  steps: readonly CertaintyStep[],
  kept: readonly number[] = [],
  areProbabilities = false,
): number {
  if (steps.length === 0) return 0;
  const lesions = connectedComponents(positive(logits), shape, 18);
  const { count, start, length, component, voxels } = lesions;
  const peak = new Float32Array(count);
  const inRuns = (visit: (voxel: number, lesion: number) => void): void => {
    for (let run = 0; run < start.length; run++) {
      const end = start[run]! + length[run]!;
      for (let i = start[run]!; i < end; i++) visit(i, component[run]!);
    }
  };
  const clicked = new Set(kept);
  const isKept = new Uint8Array(count);
  inRuns((i, lesion) => {
    peak[lesion] = Math.max(peak[lesion]!, logits[i]!);
    if (clicked.has(i)) isKept[lesion] = 1;
  });
  const isDropped = Array.from(peak, (logit, lesion) => {
    const step = steps.findLast(({ fromMl }) => voxels[lesion]! * voxelMillilitres >= fromMl);
    if (isKept[lesion] === 1) return false;
    if (step === undefined) return false;
    const { probability } = step;
    const least = areProbabilities
      ? 2 * probability - 1
      : Math.log(probability / (1 - probability));
    return logit < least;
  });
  inRuns((i, lesion) => {
    if (isDropped[lesion]) logits[i] = -logits[i]!;
  });
  return isDropped.filter(Boolean).length;
}
