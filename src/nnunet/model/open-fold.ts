import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { NetworkForm, NetworkSource } from '../../runtime/network-source.js';
import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import type { OnnxGraph } from '../onnx/graph-builder.js';
import { type HalfForm, inHalfPrecision } from '../onnx/in-half-precision.js';
import { readOnnx } from '../onnx/read-onnx.js';
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
  network(
    configuration: Configuration,
    dataset: Dataset,
    form: NetworkForm,
  ): Promise<NetworkSource>;
}

/**
 * Opens a fold's weights. An ONNX file is given to onnxruntime as it is; an nnU-Net checkpoint is
 * read without running anything in it, and turned into ONNX in memory when its network is asked for:
 * a small model, whose weights onnxruntime maps from the checkpoint itself. In half precision an ONNX file
 * is turned into such a model too.
 *
 * @throws ModelError when the file is no checkpoint, or does not fit the plans
 */
export async function openFold(path: string): Promise<OpenFold> {
  if (path.endsWith('.onnx')) {
    const silent = { mirrorAxes: null, configuration: null, plans: null, datasetJson: null };
    return {
      ...silent,
      network: async (_configuration, _dataset, form) =>
        form.precision === 'float32' ? path : withoutWeights(await readOnnx(path), path, form),
    };
  }
  const checkpoint = await openCheckpoint(path);
  await checkpoint.close();
  return {
    mirrorAxes: checkpoint.mirrorAxes ?? [],
    configuration: checkpoint.configuration,
    plans: checkpoint.plans,
    datasetJson: checkpoint.datasetJson,
    network: (configuration, dataset, form) =>
      withFoldGraph(path, configuration, dataset, false, ({ graph }) =>
        withoutWeights(graph, path, form),
      ),
  };
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
