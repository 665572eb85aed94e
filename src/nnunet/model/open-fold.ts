import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ModelError } from '../../errors.js';
import type { NetworkForm, NetworkSource } from '../../runtime/network-source.js';
import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { countInputs } from '../network/count-inputs.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import type { OnnxGraph } from '../onnx/graph-builder.js';
import { type HalfForm, inHalfPrecision } from '../onnx/in-half-precision.js';
import { readOnnx } from '../onnx/read-onnx.js';
import { type OnnxShapes, readOnnxShapes } from '../onnx/read-onnx-shapes.js';
import type { Configuration } from './configuration.js';
import type { Dataset } from './dataset.js';
import { withFoldGraph } from './with-fold-graph.js';

/** What a fold's weights file says of itself, and the network in it. */
export interface OpenFold {
  /** Axes the network may be mirrored along; null when the file does not say. */
  readonly mirrorAxes: readonly number[] | null;
  readonly configuration: string | null;
  /** Class name of the trainer; null when the file does not say. */
  readonly trainer: string | null;
  /** By the first convolution's weights, or as an ONNX file declares; null where that is not to be told. */
  readonly inputChannels: number | null;
  /** The training's copies of plans.json and dataset.json; null when the file has none. */
  readonly plans: unknown;
  readonly datasetJson: unknown;
  /** Of an ONNX file; null of a checkpoint, which the plans fit or not. */
  readonly shapes: OnnxShapes | null;
  /** Whether it is a checkpoint without checksums, of which damage to its weights cannot be seen. */
  readonly lacksSums: boolean;
  /** @throws ModelError when a checkpoint does not fit the plans; no weight is read */
  checkFit(configuration: Configuration, dataset: Dataset): Promise<void>;
  network(
    configuration: Configuration,
    dataset: Dataset,
    form: NetworkForm,
  ): Promise<NetworkSource>;
}

/**
 * Opens a fold's weights. An ONNX file is given to onnxruntime as it is; an nnU-Net checkpoint is
 * read without running anything in it, compared with its checksums, and turned into ONNX in memory when its
 * network is asked for: a small model, whose weights onnxruntime maps from the checkpoint itself. In half precision an
 * ONNX file is turned into such a model too.
 *
 * @throws ModelError when the file is none of both, or is damaged
 */
export async function openFold(path: string): Promise<OpenFold> {
  return path.endsWith('.onnx') ? openOnnx(path) : openPth(path);
}

async function openOnnx(path: string): Promise<OpenFold> {
  const shapes = await readOnnxShapes(path);
  return {
    ...{ mirrorAxes: null, configuration: null, trainer: null, plans: null, datasetJson: null },
    inputChannels: shapes?.input[1] || null,
    shapes,
    lacksSums: false,
    checkFit: async () => undefined,
    network: async (_configuration, _dataset, form) =>
      form.precision === 'float32' ? path : withoutWeights(await readOnnx(path), path, form),
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
    trainer: checkpoint.trainerName,
    inputChannels: countInputs(checkpoint.weights),
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
    network: (configuration, dataset, form) =>
      withFoldGraph(path, configuration, dataset, false, ({ graph }) =>
        withoutWeights(graph, path, form),
      ),
  };
}

function named(path: string, cause: ModelError): ModelError {
  return new ModelError(`${path}: ${cause.message}`, { cause });
}

/** A model that refers to the fold's file for its weights. */
async function withoutWeights(
  graph: OnnxGraph,
  path: string,
  { device, precision }: NetworkForm,
): Promise<NetworkSource> {
  const inForm = precision === 'float32' ? graph : await inHalfPrecision(graph, halfForms[device]);
  // onnxruntime follows no link that leads out of the weights' folder.
  const file = await realpath(path);
  return { model: await exportOnnx(inForm, basename(file)), weightsFolder: dirname(file) };
}

// CUDA's InstanceNormalization sums in float32 whatever it is given; a CPU's adds up voxel by voxel, and WebGPU's
// E[x²] - E[x]² (docs/decisions/0005-exact-instance-normalisation.md, 0025-half-precision.md).
const halfForms: Readonly<Record<NetworkForm['device'], HalfForm>> = {
  cuda: { fusesNorms: true, keepsRounding: false },
  webgpu: { fusesNorms: false, keepsRounding: false },
  cpu: { fusesNorms: false, keepsRounding: true },
};
