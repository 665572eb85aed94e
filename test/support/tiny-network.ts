import { exportOnnx } from '../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../src/nnunet/onnx/graph-builder.js';
import { conv } from '../../src/nnunet/onnx/operators.js';

export interface TinyNetwork {
  /** One row per output channel, one weight per input channel. */
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
  /** [z,y,x], or [y,x]. */
  readonly patchSize: readonly number[];
  /** A second output of half the resolution: of each class the same of the mean of 2 x 2 x 2 voxels. */
  readonly organs?: Pick<TinyNetwork, 'weights' | 'bias'>;
}

/** An ONNX network of a single 1 x 1 convolution, whose answers can be told by head. */
export async function tinyNetwork({
  weights,
  bias,
  patchSize,
  organs,
}: TinyNetwork): Promise<Uint8Array> {
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
  if (organs === undefined) return exportOnnx(graph.build(input, output));
  const twos = patchSize.map(() => 2);
  const voxels = 2 ** patchSize.length;
  const means = organs.weights.flat().flatMap((w) => Array<number>(voxels).fill(w / voxels));
  const second = conv(
    graph,
    'organs',
    input,
    constant('organs.weight', [organs.weights.length, inputs, ...twos], means),
    constant('organs.bias', [organs.bias.length], organs.bias),
    { kernel: twos, strides: twos, pads: twos.map(() => 0) },
  );
  return exportOnnx({ ...graph.build(input, output), organs: second });
}
