import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { buildUnet } from '../network/build-unet.js';
import { countInputs } from '../network/count-inputs.js';
import { parseArchitecture } from '../network/parse-architecture.js';
import type { OnnxGraph } from '../onnx/graph-builder.js';
import { answerOf } from './answer-of.js';
import type { Configuration } from './configuration.js';
import type { Dataset } from './dataset.js';
import { suitsDifferenceHead } from './difference-head.js';

export interface FoldGraph {
  /** Its weights are read from the checkpoint when it is written, one at a time. */
  readonly graph: OnnxGraph;
  /** Weights of heads that inference does not use, such as LesionTracer's organs. */
  readonly ignoredKeys: readonly string[];
}

/**
 * Builds the ONNX graph of an nnU-Net checkpoint's network and keeps the file open while `use`
 * writes it.
 *
 * @param half store the convolutions' weights as float16
 * @throws ModelError when the file is no checkpoint, or does not fit the plans
 */
export async function withFoldGraph<T>(
  path: string,
  configuration: Configuration,
  { channelNames, labels, foregroundLabels }: Dataset,
  half: boolean,
  use: (fold: FoldGraph) => Promise<T>,
): Promise<T> {
  const checkpoint = await openCheckpoint(path);
  const labelChannels = configuration.earlierConfiguration === null ? 0 : foregroundLabels.length;
  try {
    return await use(
      buildUnet({
        architecture: parseArchitecture(configuration.raw),
        inputChannels: Math.max(
          countInputs(checkpoint.weights) ?? 0,
          channelNames.length + labelChannels,
        ),
        outputChannels: labels.heads,
        patchSize: configuration.patchSize,
        answer: answerOf(configuration),
        weights: checkpoint.weights,
        differenceHead: suitsDifferenceHead(labels, configuration.resamplingProbabilities),
        half,
      }),
    );
  } finally {
    await checkpoint.close();
  }
}
