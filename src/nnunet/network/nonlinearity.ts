import type { Value } from '../onnx/graph-builder.js';
import type { NetworkBuilder } from './network-builder.js';

/** The architecture's nonlinearity, element by element; none passes x on. */
export function nonlinearity(
  { architecture, graph }: NetworkBuilder,
  name: string,
  x: Value,
): Value {
  const { nonlin } = architecture;
  switch (nonlin?.kind) {
    case undefined:
      return x;
    case 'LeakyReLU':
      return graph.node('LeakyRelu', name, [x], x.shape, {
        alpha: { float: nonlin.negativeSlope },
      });
    case 'ELU':
      return graph.node('Elu', name, [x], x.shape, { alpha: { float: nonlin.alpha } });
    case 'ReLU':
      return graph.node('Relu', name, [x], x.shape);
    case 'GELU':
      return graph.node('Gelu', name, [x], x.shape);
    case 'SiLU': {
      const gate = graph.node('Sigmoid', `${name}.gate`, [x], x.shape);
      return graph.node('Mul', name, [x, gate], x.shape);
    }
  }
}
