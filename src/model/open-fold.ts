import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { parseArchitecture } from '../network/architecture.js';
import { buildUnet } from '../network/build-unet.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import type { NetworkSource } from '../runtime/inference-worker.js';
import type { Dataset } from './dataset.js';
import type { Configuration } from './plans.js';

/** What a fold's weights file says of itself, and the network in it. */
export interface OpenFold {
  /** Axes the network may be mirrored along; null when the file does not say. */
  readonly mirrorAxes: readonly number[] | null;
  readonly configuration: string | null;
  network(configuration: Configuration, dataset: Dataset): Promise<NetworkSource>;
}

/**
 * Opens a fold's weights. An ONNX file is given to onnxruntime as it is; an nnU-Net checkpoint is
 * read without running anything in it, and turned into ONNX in memory when its network is asked for.
 *
 * @throws ModelError when the file is no checkpoint, or does not fit the plans
 */
export async function openFold(path: string): Promise<OpenFold> {
  if (path.endsWith('.onnx')) {
    return { mirrorAxes: null, configuration: null, network: async () => path };
  }
  const checkpoint = await openCheckpoint(path);
  await checkpoint.close();
  return {
    mirrorAxes: checkpoint.mirrorAxes ?? [],
    configuration: checkpoint.configuration,
    network: (configuration, dataset) => toOnnx(path, configuration, dataset),
  };
}

async function toOnnx(
  path: string,
  configuration: Configuration,
  { channelNames, labels, foregroundLabels }: Dataset,
): Promise<Uint8Array> {
  const checkpoint = await openCheckpoint(path);
  const previousStage = configuration.previousStage === null ? 0 : foregroundLabels.length;
  try {
    const { graph } = buildUnet({
      architecture: parseArchitecture(configuration.raw),
      inputChannels: channelNames.length + previousStage,
      outputChannels: labels.heads,
      patchSize: configuration.patchSize,
      weights: checkpoint.weights,
      differenceHead: false,
      half: false,
    });
    return await exportOnnx(graph);
  } finally {
    await checkpoint.close();
  }
}
