import { exactInstanceNormalization } from '../onnx/exact-instance-normalization.js';
import type { Value } from '../onnx/graph-builder.js';
import { batchNormalization, instanceNormalization } from '../onnx/operators.js';
import { elementCount } from '../onnx/tensor-source.js';
import { type NetworkBuilder, takeWeight } from './network-builder.js';

/** Voxels of a channel up to which onnxruntime's own operator is good to 1e-5; above, it is not. */
const largestPlainSum = 4096;

/** The architecture's normalisation with the weights `{key}.*`, as at inference; none passes x on. */
export function normalization(network: NetworkBuilder, key: string, x: Value): Value {
  const { norm } = network.architecture;
  if (norm === null) return x;
  const channels = x.shape[1]!;
  const stored = (name: string) => takeWeight(network, `${key}.${name}`, [channels]);
  const scale = norm.affine ? stored('weight') : filled(network, `${key}.one`, channels, 1);
  const bias = norm.affine ? stored('bias') : filled(network, `${key}.zero`, channels, 0);
  if (norm.kind === 'instance') {
    const isLong = elementCount(x.shape.slice(2)) > largestPlainSum;
    const normalize = isLong ? exactInstanceNormalization : instanceNormalization;
    return normalize(network.graph, key, x, scale, bias, norm.eps);
  }
  const statistics = [scale, bias, stored('running_mean'), stored('running_var')] as const;
  return batchNormalization(network.graph, key, x, statistics, norm.eps);
}

function filled({ graph }: NetworkBuilder, name: string, length: number, value: number): Value {
  return graph.weight(name, {
    shape: [length],
    read: async () => new Float32Array(length).fill(value),
  });
}
