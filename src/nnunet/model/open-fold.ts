import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { NetworkSource } from '../../runtime/network-source.js';
import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import type { Configuration } from './configuration.js';
import type { Dataset } from './dataset.js';
import { withFoldGraph } from './with-fold-graph.js';

/** What a fold's weights file says of itself, and the network in it. */
export interface OpenFold {
  /** Axes the network may be mirrored along; null when the file does not say. */
  readonly mirrorAxes: readonly number[] | null;
  readonly configuration: string | null;
  /** The training's copies of plans.json and dataset.json; null when the file has none. */
  readonly plans: unknown;
  readonly datasetJson: unknown;
  network(configuration: Configuration, dataset: Dataset): Promise<NetworkSource>;
}

/**
 * Opens a fold's weights. An ONNX file is given to onnxruntime as it is; an nnU-Net checkpoint is
 * read without running anything in it, and turned into ONNX in memory when its network is asked for:
 * a small model, whose weights onnxruntime maps from the checkpoint itself.
 *
 * @throws ModelError when the file is no checkpoint, or does not fit the plans
 */
export async function openFold(path: string): Promise<OpenFold> {
  if (path.endsWith('.onnx')) {
    const silent = { mirrorAxes: null, configuration: null, plans: null, datasetJson: null };
    return { ...silent, network: async () => path };
  }
  const checkpoint = await openCheckpoint(path);
  await checkpoint.close();
  return {
    mirrorAxes: checkpoint.mirrorAxes ?? [],
    configuration: checkpoint.configuration,
    plans: checkpoint.plans,
    datasetJson: checkpoint.datasetJson,
    network: (configuration, dataset) =>
      withFoldGraph(path, configuration, dataset, false, async ({ graph }) => {
        // onnxruntime follows no link that leads out of the weights' folder.
        const file = await realpath(path);
        return { model: await exportOnnx(graph, basename(file)), weightsFolder: dirname(file) };
      }),
  };
}
