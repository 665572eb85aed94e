import { exportOnnx } from '../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../src/nnunet/onnx/graph-builder.js';
import { conv } from '../../src/nnunet/onnx/operators.js';

export interface TinyNetwork {
  /** One row per output channel, one weight per input channel. */
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
  /** [z,y,x], or [y,x]. */
  readonly patchSize: readonly number[];
}

/** An ONNX network of a single 1 x 1 convolution, whose answers can be told by head. */
export async function tinyNetwork({ weights, bias, patchSize }: TinyNetwork): Promise<Uint8Array> {
  const graph = new GraphBuilder({ half: false });
  const ones = patchSize.map(() => 1);
  const inputs = weights[0]!.length;
  const input = { name: 'input', shape: [1, inputs, ...patchSize] };
  const constant = (name: string, shape: readonly number[], values: readonly number[]) =>
    graph.weight(name, { shape, read: async () => Float32Array.from(values) });
  const output = conv(
    graph,
    'logits',
    input,
    constant('weight', [weights.length, inputs, ...ones], weights.flat()),
    constant('bias', [bias.length], bias),
    { kernel: ones, strides: ones, pads: ones.map(() => 0) },
  );
  return exportOnnx(graph.build(input, output));
}
