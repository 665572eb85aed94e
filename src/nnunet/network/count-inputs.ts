import type { TensorSource } from '../onnx/tensor-source.js';

const firstConvolution = /^encoder\.(stem|stages\.0\.0)\.convs\.0\.conv\.weight$/;

/**
 * Counts a network's input channels by the weights of its first convolution, `[out, in, (z,) y, x]`: trainers may give it
 * more than dataset.json names.
 *
 * @returns null where there is no such convolution
 */
export function countInputs(weights: ReadonlyMap<string, TensorSource>): number | null {
  for (const [name, { shape }] of weights) if (firstConvolution.test(name)) return shape[1] ?? null;
  return null;
}
