import type { Initializer, OnnxGraph } from './graph-builder.js';
import { DataType, type NodeProto } from './onnx-proto.js';

/** An instance normalisation in a graph, whether it is one node or several. Tensors go by name. */
export interface InstanceNorm {
  /** [1,c,...size]. */
  readonly x: string;
  /** [c]. */
  readonly scale: string;
  /** [c]. */
  readonly bias: string;
  readonly epsilon: number;
  readonly output: string;
  /** The nodes that it is made of, which are of no other use. */
  readonly nodes: ReadonlySet<NodeProto>;
}

/** Finds the operator InstanceNormalization, and what `exactInstanceNormalization` writes in its place. */
export async function findInstanceNorms({
  nodes,
  initializers,
}: OnnxGraph): Promise<InstanceNorm[]> {
  const made = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node])));
  const constants = new Map(initializers.map((initializer) => [initializer.name, initializer]));
  const norms: InstanceNorm[] = [];
  for (const node of nodes) {
    const norm = operator(node) ?? (await plainOperators(node, made, constants));
    if (norm !== null && isClosed(norm, nodes)) norms.push(norm);
  }
  return norms;
}

function operator(node: NodeProto): InstanceNorm | null {
  if (node.opType !== 'InstanceNormalization') return null;
  const [x, scale, bias] = node.input as [string, string, string];
  const epsilon = node.attribute.find(({ name }) => name === 'epsilon')?.f ?? 1e-5;
  return { x, scale, bias, epsilon, output: node.output[0]!, nodes: new Set([node]) };
}

/** (x - mean) · (scale / √(variance + epsilon)) + bias, begun from its last node. */
async function plainOperators(
  last: NodeProto,
  made: ReadonlyMap<string, NodeProto>,
  constants: ReadonlyMap<string, Initializer>,
): Promise<InstanceNorm | null> {
  const nodes = new Set([last]);
  const take = (name: string | undefined, opType: string): NodeProto | null => {
    const node = made.get(name ?? '');
    if (node?.opType !== opType) return null;
    nodes.add(node);
    return node;
  };
  /** What is averaged, behind means along one axis after another. */
  const averaged = (name: string | undefined): string | undefined => {
    const mean = take(name, 'ReduceMean');
    return mean === null ? name : averaged(mean.input[0]);
  };

  if (last.opType !== 'Add') return null;
  const scaled = take(last.input[0], 'Mul');
  const shift = take(last.input[1], 'Reshape');
  const centred = take(scaled?.input[0], 'Sub');
  const gain = take(scaled?.input[1], 'Div');
  const scale = take(gain?.input[0], 'Reshape');
  const floored = take(take(gain?.input[1], 'Sqrt')?.input[0], 'Add');
  const squares = take(averaged(floored?.input[0]), 'Mul');
  const floor = constants.get(floored?.input[1] ?? '');
  if (!centred || !shift || !scale || !squares || floor?.dataType !== DataType.float32) return null;
  const [x, mean] = centred.input;
  const isOfOne = squares.input.every((name) => name === centred.output[0]);
  if (!isOfOne || averaged(mean) !== x || mean === x) return null;
  const bytes = await floor.read();
  const epsilon = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
  const [scaleName, bias] = [scale.input[0]!, shift.input[0]!];
  return { x: x!, scale: scaleName, bias, epsilon, output: last.output[0]!, nodes };
}

/** Whether nothing else needs what is computed on the way. */
function isClosed(norm: InstanceNorm, all: readonly NodeProto[]): boolean {
  const inner = new Set([...norm.nodes].flatMap(({ output }) => output));
  inner.delete(norm.output);
  return all.every((node) => norm.nodes.has(node) || !node.input.some((name) => inner.has(name)));
}
