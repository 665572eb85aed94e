import { statSync } from 'node:fs';
import type { Model } from '../../nnunet/model/load-model.js';
import type { PrecisionChoice } from '../../runtime/precision.js';
import { firstFeatures } from './first-features.js';

const float = 4;
const half = 2;
// onnxruntime holds weights once, and once more rearranged for the processor. A checkpoint's are mapped
// from its file unless they are computed or of half precision, which are copied twice more: counted always.
const weightCopies = { onnx: 2, checkpoint: 3.7 };
// Activations at full resolution that are alive together in a U-Net's last decoder stage.
const fullResolutionMaps = 5;
// A worker thread with Node's and onnxruntime's own.
const threadBytes = 30e6;

/** Bytes of one more session beside the first on the CPU: thread, weights, activations and a tile. */
export function sessionBytes(model: Model, precision: PrecisionChoice): number {
  const { labels } = model.dataset;
  const tile = (model.channels.length + labels.heads) * float * patchVoxels(model);
  return threadBytes + weightBytes(model, precision) + activationBytes(model, precision) + tile;
}

/** Bytes of one that is loaded and has no tile yet: thread and weights. */
export function waitingSessionBytes(model: Model, precision: PrecisionChoice): number {
  return threadBytes + weightBytes(model, precision);
}

/** Bytes that the largest fold's weights take while they are loaded. */
export function weightBytes(model: Model, precision: PrecisionChoice): number {
  return Math.max(
    ...model.folds.map(({ path }) => {
      const isWhole = path.endsWith('.onnx') && precision !== 'float16';
      const copies = isWhole ? weightCopies.onnx : weightCopies.checkpoint;
      return copies * statSync(path).size;
    }),
  );
}

/** Bytes of the network's activations on the CPU, all that are alive at once. */
export function activationBytes(model: Model, precision: PrecisionChoice): number {
  // A CPU computes float16 in float32, and has both.
  const bytes = precision === 'float16' ? half + float : float;
  return fullResolutionMaps * firstFeatures(model) * patchVoxels(model) * bytes;
}

function patchVoxels({ configuration }: Model): number {
  return configuration.patchSize.reduce((a, b) => a * b, 1);
}
