import type { Value } from '../onnx/graph-builder.js';
import { type ConvolutionOptions, convolution } from './convolution.js';
import type { NetworkBuilder } from './network-builder.js';
import { nonlinearity } from './nonlinearity.js';
import { normalization } from './normalization.js';

export interface ConvBlockOptions extends Omit<ConvolutionOptions, 'bias'> {
  /** Default: as in the architecture. */
  readonly bias?: boolean;
  /** Whether the nonlinearity takes part; default true. */
  readonly nonlin?: boolean;
}

/**
 * Convolution, normalisation, nonlinearity: `ConvDropoutNormReLU` of dynamic_network_architectures
 * with weights `{key}.conv.*` and `{key}.norm.*`.
 */
export function convBlock(
  network: NetworkBuilder,
  key: string,
  x: Value,
  options: ConvBlockOptions,
): Value {
  const { architecture } = network;
  const y = convolution(network, `${key}.conv`, x, { bias: architecture.convBias, ...options });
  if (options.nonlin === false) return normalization(network, `${key}.norm`, y);
  return architecture.nonlinFirst
    ? normalization(network, `${key}.norm`, nonlinearity(network, `${key}.nonlin`, y))
    : nonlinearity(network, `${key}.nonlin`, normalization(network, `${key}.norm`, y));
}
