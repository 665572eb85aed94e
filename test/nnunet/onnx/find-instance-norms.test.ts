import { exactInstanceNormalization } from '../../../src/nnunet/onnx/exact-instance-normalization.js';
import { findInstanceNorms } from '../../../src/nnunet/onnx/find-instance-norms.js';
import { GraphBuilder, type Value } from '../../../src/nnunet/onnx/graph-builder.js';
import { instanceNormalization, reduceMean } from '../../../src/nnunet/onnx/operators.js';

const x = { name: 'x', shape: [1, 3, 4, 5, 6] };

/** A graph, and what every norm is given. */
function builder() {
  const graph = new GraphBuilder({ half: false });
  const stored = (name: string) =>
    graph.weight(name, { shape: [3], read: async () => new Float32Array(3) });
  return { graph, scale: stored('scale'), bias: stored('bias') };
}

test.each([
  ['one node', instanceNormalization, 1],
  // Three means twice, Sub, Mul, Add, Sqrt, two Reshapes, Div, Mul, Add.
  ['plain operators', exactInstanceNormalization, 15],
])('a norm of %s is found', async (_, write, count) => {
  const { graph, scale, bias } = builder();
  const y = write(graph, 'norm', x, scale, bias, 0.125);
  const last = graph.node('Relu', 'last', [y], y.shape);
  const [norm, ...others] = await findInstanceNorms(graph.build(x, last));
  expect(others).toEqual([]);
  expect(norm).toMatchObject({ x: 'x', scale: 'scale', bias: 'bias', output: 'norm' });
  expect(norm!.epsilon).toBe(0.125);
  expect(norm!.nodes.size).toBe(count);
});

test('what is another sum of products is none', async () => {
  const { graph, scale, bias } = builder();
  const other = { name: 'other', shape: x.shape };
  const norm = exactInstanceNormalization(graph, 'norm', x, scale, bias, 1e-5);
  const { nodes, ...rest } = graph.build(x, norm);
  const changes: [opType: string, input: number, name: string][] = [
    // The mean of something else, the square of something else, no mean at all.
    ['ReduceMean', 0, other.name],
    ['Mul', 1, x.name],
    ['Sub', 1, other.name],
    ['Sub', 1, x.name],
    // Not divided by the root.
    ['Div', 1, other.name],
  ];
  for (const [opType, input, name] of changes) {
    const first = nodes.findIndex((node) => node.opType === opType);
    const changed = nodes.map((node, i) => {
      if (i !== first) return node;
      return { ...node, input: node.input.map((old, k) => (k === input ? name : old)) };
    });
    expect(await findInstanceNorms({ nodes: changed, ...rest })).toEqual([]);
  }
});

test('a norm is none of its own when others need what is computed on the way', async () => {
  const { graph, scale, bias } = builder();
  const norm = exactInstanceNormalization(graph, 'norm', x, scale, bias, 1e-5);
  const centred: Value = { name: 'norm.centred', shape: x.shape };
  const spread = reduceMean(graph, 'spread', centred, 4);
  const both = graph.node('Add', 'both', [norm, spread], x.shape);
  expect(await findInstanceNorms(graph.build(x, both))).toEqual([]);
});
