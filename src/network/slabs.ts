import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { reshape, transpose } from '../onnx/operators.js';

// What lies between the nodes of a slab should stay in the cache, and never be much of the memory.
const slabBytes = 16 * 2 ** 20;

/**
 * Makes a feature map slab by slab along z and joins the results.
 *
 * @param size.depth slices of the result
 * @param size.slices a slab has a multiple of so many; what is over at the end is cut off
 * @param size.sliceBytes memory of one slice
 * @param make gives [1, c, end − first, y, x]
 */
export function bySlabs(
  graph: GraphBuilder,
  key: string,
  { depth, slices, sliceBytes }: { depth: number; slices: 1 | 2; sliceBytes: number },
  make: (name: string, first: number, end: number) => Value,
): Value {
  const groups = Math.ceil(depth / slices);
  const fit = Math.max(1, Math.floor(slabBytes / (sliceBytes * slices)));
  const step = slices * Math.ceil(groups / Math.ceil(groups / fit));
  const made: Value[] = [];
  for (let first = 0; first < depth; first += step) {
    made.push(make(`${key}.slab${made.length}`, first, Math.min(first + step, slices * groups)));
  }
  const joined = join(graph, `${key}.joined`, made);
  if (joined.shape[2] === depth) return joined;
  const shape = joined.shape.map((length, axis) => (axis === 2 ? depth : length));
  const bounds = [graph.ints([0]), graph.ints([depth]), graph.ints([2])];
  return graph.node('Slice', `${key}.cut`, [joined, ...bounds], shape);
}

/**
 * Slices of a feature map [1, c, z, y, x], as often and in the order in which they are named.
 *
 * @returns [n, c, y·x]
 */
export function takeSlices(
  graph: GraphBuilder,
  name: string,
  x: Value,
  slices: readonly number[],
): Value {
  const [, channels, depth, height, width] = x.shape as [number, number, number, number, number];
  const count = slices.length;
  const moved = (what: Value, n: number): Value => {
    const planes = reshape(graph, `${name}.in.planes`, what, [channels, n, height * width]);
    return transpose(graph, `${name}.slicesFirst`, planes, [1, 0, 2]);
  };
  const picked = (batch: Value, axis: number): Value => {
    const shape = batch.shape.map((length, i) => (i === axis ? count : length));
    const inputs = [batch, graph.ints(slices)];
    return graph.node('Gather', `${name}.taken`, inputs, shape, { axis: { int: axis } });
  };
  if (count === depth && slices.every((z, i) => z === i)) return moved(x, depth);
  // The fewer slices are moved the better, but all at once they would be a copy of the feature map.
  return count < depth ? moved(picked(x, 2), count) : picked(moved(x, depth), 0);
}

/** A batch of slices, [n, c, y, x] in whatever shape, as a feature map [1, c, n, y, x]. */
export function toChannelsFirst(
  graph: GraphBuilder,
  name: string,
  batch: Value,
  [slices, channels, height, width]: readonly [number, number, number, number],
): Value {
  const planes = reshape(graph, `${name}.planes`, batch, [slices, channels, height * width]);
  const moved = transpose(graph, `${name}.channelsFirst`, planes, [1, 0, 2]);
  return reshape(graph, name, moved, [1, channels, slices, height, width]);
}

function join(graph: GraphBuilder, name: string, slabs: readonly Value[]): Value {
  if (slabs.length === 1) return slabs[0]!;
  const depth = slabs.reduce((sum, { shape }) => sum + shape[2]!, 0);
  const shape = slabs[0]!.shape.map((length, axis) => (axis === 2 ? depth : length));
  return graph.node('Concat', name, slabs, shape, { axis: { int: 2 } });
}
