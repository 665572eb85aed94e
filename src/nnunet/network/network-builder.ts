import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import type { Architecture } from './architecture.js';
import type { CheckpointWeights } from './checkpoint-weights.js';

/** What every part of a network is built with. */
export interface NetworkBuilder {
  readonly architecture: Architecture;
  readonly graph: GraphBuilder;
  readonly weights: CheckpointWeights;
}

/** Adds a tensor of the checkpoint to the graph under its state-dict key. */
export function takeWeight(
  { graph, weights }: NetworkBuilder,
  key: string,
  shape: readonly number[],
): Value {
  return graph.weight(key, weights.take(key, shape));
}
