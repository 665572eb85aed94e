import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ModelError } from '../../errors.js';
import type { NetworkSource } from '../../runtime/network-source.js';
import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import { type OnnxShapes, readOnnxShapes } from '../onnx/read-onnx-shapes.js';
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
  /** Of an ONNX file; null of a checkpoint, which the plans fit or not. */
  readonly shapes: OnnxShapes | null;
  /** Whether it is a checkpoint without checksums, of which damage to its weights cannot be seen. */
  readonly lacksSums: boolean;
  /** @throws ModelError when a checkpoint does not fit the plans; no weight is read */
  checkFit(configuration: Configuration, dataset: Dataset): Promise<void>;
  network(configuration: Configuration, dataset: Dataset): Promise<NetworkSource>;
}

/**
 * Opens a fold's weights. An ONNX file is given to onnxruntime as it is; an nnU-Net checkpoint is
 * read without running anything in it, compared with its checksums, and turned into ONNX in memory when its
 * network is asked for: a small model, whose weights onnxruntime maps from the checkpoint itself.
 *
 * @throws ModelError when the file is none of both, or is damaged
 */
export async function openFold(path: string): Promise<OpenFold> {
  return path.endsWith('.onnx') ? openOnnx(path) : openPth(path);
}

async function openOnnx(path: string): Promise<OpenFold> {
  return {
    ...{ mirrorAxes: null, configuration: null, plans: null, datasetJson: null },
    shapes: await readOnnxShapes(path),
    lacksSums: false,
    checkFit: async () => undefined,
    network: async () => path,
  };
}

async function openPth(path: string): Promise<OpenFold> {
  const checkpoint = await openCheckpoint(path);
  try {
    await checkpoint.verify();
  } finally {
    await checkpoint.close();
  }
  return {
    mirrorAxes: checkpoint.mirrorAxes ?? [],
    configuration: checkpoint.configuration,
    plans: checkpoint.plans,
    datasetJson: checkpoint.datasetJson,
    shapes: null,
    lacksSums: !checkpoint.hasSums,
    checkFit: (configuration, dataset) =>
      withFoldGraph(path, configuration, dataset, false, async () => undefined).catch(
        (cause: unknown) => {
          throw cause instanceof ModelError ? named(path, cause) : cause;
        },
      ),
    network: (configuration, dataset) =>
      withFoldGraph(path, configuration, dataset, false, async ({ graph }) => {
        // onnxruntime follows no link that leads out of the weights' folder.
        const file = await realpath(path);
        return { model: await exportOnnx(graph, basename(file)), weightsFolder: dirname(file) };
      }),
  };
}

function named(path: string, cause: ModelError): ModelError {
  return new ModelError(`${path}: ${cause.message}`, { cause });
}
