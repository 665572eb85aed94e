import type { Vec3 } from '../../image/volume.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { LogitLayout } from '../predict/logit-layout.js';
import type { Prediction } from '../predict/prediction.js';
import type { Region } from './network-voxels.js';

/** The network's probability of lesion, 0 to 1, at the voxel x,y,z of the PET: that of its own nearest voxel. */
export type CertaintyAt = (index: Vec3) => number;

/** Makes the logits of a prediction readable at the PET's voxels. */
export function certaintyAt(
  { logits, layout }: Pick<Prediction, 'logits' | 'layout'>,
  { shape, frame, orientation, size }: Region,
  { plans, lesions }: Pick<Model, 'plans' | 'lesions'>,
): CertaintyAt {
  const { axis, flip } = orientation;
  const probability = probabilityOf(logits, layout, lesions.outputs);
  return (index) => {
    const oriented = axis.map((a, i) => (flip[i] ? size[a] - 1 - index[a] : index[a]));
    const zyx = [oriented[2]!, oriented[1]!, oriented[0]!];
    const at = plans.transposeForward.map((a, i) => {
      const [from, to] = frame.box[i as 0];
      const inBox = (zyx[a]! - from + 0.5) / (to - from);
      return Math.floor(Math.min(0.999999, Math.max(0, inBox)) * shape[i as 0]);
    });
    return probability((at[0]! * shape[1] + at[1]!) * shape[2] + at[2]!);
  };
}

/** As `toProbability` of one voxel, in double precision. */
function probabilityOf(
  logits: readonly Float32Array[],
  { kind, areProbabilities }: LogitLayout,
  outputs: readonly number[],
): (voxel: number) => number {
  if (areProbabilities) {
    if (kind === 'difference') return (voxel) => (logits[0]![voxel]! + 1) / 2;
    return (voxel) => Math.min(1, sum(outputs.map((output) => logits[output]![voxel]!)));
  }
  if (kind === 'difference') return (voxel) => sigmoid(logits[0]![voxel]!);
  if (kind === 'regions') {
    return (voxel) => sigmoid(Math.max(...outputs.map((output) => logits[output]![voxel]!)));
  }
  return (voxel) => {
    const most = Math.max(...logits.map((channel) => channel[voxel]!));
    const shares = logits.map((channel) => Math.exp(channel[voxel]! - most));
    return sum(outputs.map((output) => shares[output]!)) / sum(shares);
  };
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
