import type { Vec3 } from '../../image/volume.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { LogitLayout } from '../predict/logit-layout.js';
import type { Prediction } from '../predict/prediction.js';
import { networkVoxels, type Region } from './network-voxels.js';

/** The network's probability of lesion, 0 to 1, at the voxel x,y,z of the PET: that of its own nearest voxel. */
export type CertaintyAt = (index: Vec3) => number;

/** Makes the logits of a prediction readable at the PET's voxels. */
export function certaintyAt(
  { logits, layout }: Pick<Prediction, 'logits' | 'layout'>,
  region: Region,
  { plans, lesions }: Pick<Model, 'plans' | 'lesions'>,
): CertaintyAt {
  const { shape } = region;
  const along = networkVoxels(region, plans);
  const probability = probabilityOf(logits, layout, lesions.outputs);
  return (index) => {
    const at: [number, number, number] = [0, 0, 0];
    for (const [i, { axis, voxels }] of along.entries()) {
      at[axis] = Math.max(0, Math.min(voxels[index[i]!]!, shape[axis] - 1));
    }
    return probability((at[0] * shape[1] + at[1]) * shape[2] + at[2]);
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
