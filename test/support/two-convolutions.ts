import { GraphBuilder, type OnnxGraph } from '../../src/nnunet/onnx/graph-builder.js';
import { conv } from '../../src/nnunet/onnx/operators.js';

const ones = [1, 1, 1];
const asIs = { kernel: ones, strides: ones, pads: [0, 0, 0] };

/** A network that multiplies each channel, adds them up, multiplies the sum and adds a bias. */
export function twoConvolutions(
  channels: readonly number[],
  factor: number,
  bias = 0,
  patchSize = [2, 2, 2],
): OnnxGraph {
  const graph = new GraphBuilder({ half: false });
  const stored = (name: string, shape: readonly number[], values: readonly number[]) =>
    graph.weight(name, { shape, read: async () => Float32Array.from(values) });
  const input = { name: 'input', shape: [1, channels.length, ...patchSize] };
  const first = stored('first.weight', [1, channels.length, ...ones], channels);
  const sum = conv(graph, 'first', input, first, undefined, asIs);
  const second = stored('logits.weight', [1, 1, ...ones], [factor]);
  const logits = conv(graph, 'logits', sum, second, stored('bias', [1], [bias]), asIs);
  return graph.build(input, logits);
}
