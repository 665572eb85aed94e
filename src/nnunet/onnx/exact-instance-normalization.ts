import type { GraphBuilder, Value } from './graph-builder.js';
import { reduceMean, reshape } from './operators.js';

/**
 * Instance normalisation out of plain operators, with statistics that are good to float32's last
 * digits at any size: [1,c,...size] in and out, `scale` and `bias` [c].
 *
 * onnxruntime's own operator adds up a whole channel one voxel after the other in float32. Over
 * millions of voxels, most of them alike as the air around a body is, that is off by 1e-3 to 1e-2
 * of a standard deviation. Here means are taken along one axis after another, so that no sum has
 * more terms than an axis has voxels, and the variance is that of centred values, so that nothing
 * cancels.
 */
export function exactInstanceNormalization(
  graph: GraphBuilder,
  name: string,
  x: Value,
  scale: Value,
  bias: Value,
  epsilon: number,
): Value {
  const { shape } = x;
  const mean = spatialMean(graph, `${name}.mean`, x);
  const centred = graph.node('Sub', `${name}.centred`, [x, mean], shape);
  const squares = graph.node('Mul', `${name}.squares`, [centred, centred], shape);
  const variance = spatialMean(graph, `${name}.variance`, squares);

  const onChannels = (opType: string, output: string, ...inputs: Value[]): Value =>
    graph.node(opType, `${name}.${output}`, inputs, mean.shape);
  const floor = graph.weight(`${name}.epsilon`, {
    shape: [1],
    read: async () => Float32Array.of(epsilon),
  });
  const deviation = onChannels('Sqrt', 'deviation', onChannels('Add', 'floored', variance, floor));
  const gain = onChannels('Div', 'gain', column(graph, `${name}.scale`, scale, x), deviation);
  const scaled = graph.node('Mul', `${name}.scaled`, [centred, gain], shape);
  return graph.node('Add', name, [scaled, column(graph, `${name}.shift`, bias, x)], shape);
}

/** Mean over all spatial axes, innermost first: [1,c,1,...]. */
function spatialMean(graph: GraphBuilder, name: string, x: Value): Value {
  let mean = x;
  for (let axis = x.shape.length - 1; axis >= 2; axis--) {
    mean = reduceMean(graph, axis === 2 ? name : `${name}.axis${axis}`, mean, axis);
  }
  return mean;
}

/** [c] as [1,c,1,...], of the rank of `x`. */
function column(graph: GraphBuilder, name: string, values: Value, x: Value): Value {
  return reshape(graph, name, values, [1, values.shape[0]!, ...x.shape.slice(2).map(() => 1)]);
}
