import type { GraphBuilder, Value } from './graph-builder.js';

/*
 * The ONNX operators that U-Nets need, typed and with their output shapes. Feature maps are
 * [1,c,z,y,x], or [1,c,y,x] in 2-D; `name` becomes the name of the node and of its output.
 */

/** Kernel, stride and symmetric zero padding along each spatial axis. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly pads: readonly number[];
}

/** Convolution. `weight` is [c_out, c_in, ...kernel], `bias` [c_out]. */
export function conv(
  graph: GraphBuilder,
  name: string,
  x: Value,
  weight: Value,
  bias: Value | undefined,
  window: Window,
): Value {
  const shape = [1, weight.shape[0]!, ...windowed(x.shape.slice(2), window)];
  const inputs = bias === undefined ? [x, weight] : [x, weight, bias];
  return graph.node('Conv', name, inputs, shape, {
    kernel_shape: window.kernel,
    strides: window.strides,
    pads: [...window.pads, ...window.pads],
  });
}

/** Mean over windows that do not overlap: kernel = stride; a rest at the far end is dropped. */
export function averagePool(
  graph: GraphBuilder,
  name: string,
  x: Value,
  stride: readonly number[],
): Value {
  const window = { kernel: stride, strides: stride, pads: stride.map(() => 0) };
  const shape = [1, x.shape[1]!, ...windowed(x.shape.slice(2), window)];
  return graph.node('AveragePool', name, [x], shape, { kernel_shape: stride, strides: stride });
}

/** Normalises each channel by its own mean and variance over space. `scale`, `bias`: [c]. */
export function instanceNormalization(
  graph: GraphBuilder,
  name: string,
  x: Value,
  scale: Value,
  bias: Value,
  epsilon: number,
): Value {
  return graph.node('InstanceNormalization', name, [x, scale, bias], x.shape, {
    epsilon: { float: epsilon },
  });
}

/** Normalises each channel by stored statistics. `statistics`: scale, bias, mean, variance, each [c]. */
export function batchNormalization(
  graph: GraphBuilder,
  name: string,
  x: Value,
  statistics: readonly [scale: Value, bias: Value, mean: Value, variance: Value],
  epsilon: number,
): Value {
  return graph.node('BatchNormalization', name, [x, ...statistics], x.shape, {
    epsilon: { float: epsilon },
  });
}

/** Hyperbolic tangent, voxel by voxel. */
export function tanh(graph: GraphBuilder, name: string, x: Value): Value {
  return graph.node('Tanh', name, [x], x.shape);
}

/** Probabilities over the channels of logits. */
export function softmax(graph: GraphBuilder, name: string, x: Value): Value {
  return graph.node('Softmax', name, [x], x.shape, { axis: { int: 1 } });
}

/** Mean along one axis, which keeps length 1. */
export function reduceMean(graph: GraphBuilder, name: string, x: Value, axis: number): Value {
  const shape = x.shape.map((length, i) => (i === axis ? 1 : length));
  return graph.node('ReduceMean', name, [x, graph.ints([axis])], shape);
}

/** Joins feature maps along the channel axis. */
export function concatChannels(graph: GraphBuilder, name: string, a: Value, b: Value): Value {
  const shape = [1, a.shape[1]! + b.shape[1]!, ...a.shape.slice(2)];
  return graph.node('Concat', name, [a, b], shape, { axis: { int: 1 } });
}

/** The same elements under another shape with as many elements. */
export function reshape(
  graph: GraphBuilder,
  name: string,
  x: Value,
  shape: readonly number[],
): Value {
  return graph.node('Reshape', name, [x, graph.ints(shape)], shape);
}

/** Axis i of the output is axis `permutation[i]` of the input. */
export function transpose(
  graph: GraphBuilder,
  name: string,
  x: Value,
  permutation: readonly number[],
): Value {
  const shape = permutation.map((axis) => x.shape[axis]!);
  return graph.node('Transpose', name, [x], shape, { perm: permutation });
}

function windowed(size: readonly number[], { kernel, strides, pads }: Window): number[] {
  return size.map((length, axis) =>
    Math.floor((length + 2 * pads[axis]! - kernel[axis]!) / strides[axis]! + 1),
  );
}
