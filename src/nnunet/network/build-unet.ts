import { ModelError } from '../../errors.js';
import { GraphBuilder, type OnnxGraph, type Value } from '../onnx/graph-builder.js';
import type { TensorSource } from '../onnx/tensor-source.js';
import type { Architecture } from './architecture.js';
import { CheckpointWeights } from './checkpoint-weights.js';
import type { NetworkBuilder } from './network-builder.js';
import { plainConvEncoder } from './plain-conv-encoder.js';
import { residualEncoder } from './residual-encoder.js';
import { type Answer, segmentationLayer } from './segmentation-layer.js';
import { unetDecoder } from './unet-decoder.js';

export interface BuildUnetOptions {
  readonly architecture: Architecture;
  /** Image channels, and in a cascade one per foreground label of the earlier network. */
  readonly inputChannels: number;
  /** Classes or regions that the network predicts. */
  readonly outputChannels: number;
  /** [z,y,x], or [y,x] in 2-D. */
  readonly patchSize: readonly number[];
  /** The checkpoint's tensors by state-dict key, without `module.` and `_orig_mod.` prefixes. */
  readonly weights: ReadonlyMap<string, TensorSource>;
  /** Default: logits. */
  readonly answer?: Answer;
  /** Predict logit(class 1) − logit(class 0), or the probabilities' difference, instead of both; only for two classes. */
  readonly differenceHead: boolean;
  /** Store the convolutions' weights as float16: half the file; computation stays float32. */
  readonly half: boolean;
}

/**
 * Builds the ONNX graph of a U-Net as nnU-Net runs it at inference, deep supervision off. Input
 * `input` float32 [1,c,...patchSize], output `logits` (no softmax) or `probabilities` float32 [1,k,...patchSize]. No
 * weight is read before the graph is written.
 *
 * @returns the graph, and the checkpoint's keys that belong to heads which inference does not use
 * @throws ModelError if the patch size or the checkpoint's keys or shapes do not fit the plans
 */
export function buildUnet(options: BuildUnetOptions): { graph: OnnxGraph; ignoredKeys: string[] } {
  const { architecture, inputChannels, patchSize } = options;
  checkPatchSize(architecture, patchSize);
  checkDifferenceHead(options);
  const weights = new CheckpointWeights(options.weights);
  const network = { architecture, weights, graph: new GraphBuilder(options) };

  const input = { name: 'input', shape: [1, inputChannels, ...patchSize] };
  const features = unetDecoder(network, encoder(network, input));
  const lastLayer = `decoder.seg_layers.${architecture.convPerStageDecoder.length - 1}`;
  const logits = segmentationLayer(network, lastLayer, features, options);
  const ignoredKeys = weights.settle();
  return { graph: network.graph.build(input, logits), ignoredKeys };
}

function encoder(network: NetworkBuilder, input: Value): Value[] {
  const { residual } = network.architecture;
  return residual === null
    ? plainConvEncoder(network, input)
    : residualEncoder(network, input, residual);
}

function checkPatchSize({ dimension, strides }: Architecture, patchSize: readonly number[]): void {
  const multiples = strides.reduce((product, stride) =>
    product.map((p, axis) => p * stride[axis]!),
  );
  const fits =
    patchSize.length === dimension &&
    patchSize.every((length, axis) => length > 0 && length % multiples[axis]! === 0);
  if (!fits) {
    throw new ModelError(
      `The plans' patch size is [${patchSize.join(', ')}], but the network's strides need multiples of [${multiples.join(', ')}]`,
    );
  }
}

function checkDifferenceHead({ differenceHead, outputChannels }: BuildUnetOptions): void {
  if (differenceHead && outputChannels !== 2) {
    throw new ModelError(
      `A difference head needs a network with 2 outputs, but this one has ${outputChannels}: export it without`,
    );
  }
}
