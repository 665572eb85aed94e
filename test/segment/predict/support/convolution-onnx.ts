import { exportOnnx } from '../../../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../../../src/nnunet/onnx/graph-builder.js';
import { conv } from '../../../../src/nnunet/onnx/operators.js';
import type { ConvolutionWeights } from './convolution-network.js';

/** The same convolution as an ONNX model. */
export function convolutionOnnx(
  patchSize: readonly number[],
  channels: number,
  { weight, bias }: ConvolutionWeights,
): Promise<Uint8Array> {
  const graph = new GraphBuilder({ half: false });
  const along = (n: number) => patchSize.map(() => n);
  const stored = (name: string, values: readonly number[], shape: readonly number[]) =>
    graph.weight(name, { shape, read: async () => Float32Array.from(values) });
  const input = { name: 'image', shape: [1, channels, ...patchSize] };
  const output = conv(
    graph,
    'logits',
    input,
    stored('weight', weight, [bias.length, channels, ...along(3)]),
    stored('bias', bias, [bias.length]),
    { kernel: along(3), strides: along(1), pads: along(1) },
  );
  return exportOnnx(graph.build(input, output));
}
