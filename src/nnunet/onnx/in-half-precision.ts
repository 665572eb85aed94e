import { clone, create } from '@bufbuild/protobuf';
import { findInstanceNorms, type InstanceNorm } from './find-instance-norms.js';
import type { Initializer, OnnxGraph } from './graph-builder.js';
import { AttributeType, DataType, type NodeProto, NodeProtoSchema } from './onnx-proto.js';

/** What half precision is made for. */
export interface HalfForm {
  /**
   * Instance normalisation is one node that takes and gives float16, for devices that sum in float32 inside of
   * it; otherwise it stays as it is, in float32.
   */
  readonly fusesNorms: boolean;
  /**
   * Every rounding to float16 is made, for processors that compute float16 in float32: onnxruntime leaves out
   * conversions there and back.
   */
  readonly keepsRounding: boolean;
}

/** Operators whose tensors are rounded to float16: theirs is nearly all the work. */
const halved = new Set(['Conv', 'ConvTranspose']);
/** Operators that go along in float16 where all their tensors are that already; of some only the first is one. */
const followers = new Map([
  ...['Add', 'Concat'].map((name) => [name, Number.POSITIVE_INFINITY] as const),
  ...['AveragePool', 'LeakyRelu', 'MaxPool', 'Relu', 'Reshape', 'Transpose'].map(
    (name) => [name, 1] as const,
  ),
]);
const channels = [{ name: 'axis', i: 1n, type: AttributeType.int }];
const lowest: Initializer = {
  name: 'half.lowest',
  shape: [1],
  dataType: DataType.float16,
  byteLength: 2,
  // Minus infinity.
  read: async () => Uint8Array.of(0x00, 0xfc),
};

/**
 * The same network with convolutions in float16: their inputs, weights and answers are rounded to it, and what
 * lies between them goes along where it can. The image alone is not rounded: the convolutions that take it get what float16
 * lacks as further channels. Normalisation keeps its sums in float32, the convolution that
 * gives the logits (that of `organs` too) is left in float32 altogether, and so are the graph's input and output. Conversions of weights are
 * made by onnxruntime while it loads.
 */
export async function inHalfPrecision(graph: OnnxGraph, form: HalfForm): Promise<OnnxGraph> {
  const norms = await findInstanceNorms(graph);
  const ends = new Map(norms.map((norm) => [norm.output, norm]));
  const fused = new Set(form.fusesNorms ? norms.flatMap(({ nodes }) => [...nodes]) : []);
  const biasless = new Set(norms.filter((norm) => isAllOf(norm, graph)).map(({ x }) => x));
  const answers = new Set([graph.output.name, graph.organs?.name]);
  const tensors = new TensorForms(graph, form.keepsRounding);

  for (const node of graph.nodes) {
    const output = node.output[0]!;
    const norm = ends.get(output);
    if (norm !== undefined && form.fusesNorms) {
      tensors.addHalf(normNode(norm), 3);
    } else if (fused.has(node)) {
      // Part of a norm that becomes one node where it ends.
    } else if (halved.has(node.opType) && !answers.has(output)) {
      // A norm takes away what a bias has added.
      const shorter = biasless.has(output) ? without(node, 2) : node;
      if (takesImage(node, graph)) tensors.addOnWhole(shorter);
      else tensors.addHalf(shorter, 3);
    } else if (tensors.areHalf(node, followers.get(node.opType) ?? 0)) {
      tensors.addHalf(node, followers.get(node.opType)!);
    } else {
      tensors.addFloat(node);
      if (norm !== undefined || node.opType === 'BatchNormalization') tensors.half(output);
    }
  }
  for (const answer of answers) if (answer !== undefined) tensors.float(answer);
  return tensors.graph();
}

function takesImage({ opType, input }: NodeProto, graph: OnnxGraph): boolean {
  return opType === 'Conv' && input[0] === graph.input.name;
}

/** Whether the norm is all that a tensor is for. */
function isAllOf({ x, nodes }: InstanceNorm, graph: OnnxGraph): boolean {
  return graph.nodes.every((node) => nodes.has(node) || !node.input.includes(x));
}

function normNode({ x, scale, bias, epsilon, output }: InstanceNorm): NodeProto {
  return create(NodeProtoSchema, {
    opType: 'InstanceNormalization',
    name: output,
    input: [x, scale, bias],
    output: [output],
    attribute: [{ name: 'epsilon', f: epsilon, type: AttributeType.float }],
  });
}

function without(node: NodeProto, input: number): NodeProto {
  const shorter = clone(NodeProtoSchema, node);
  shorter.input.splice(input);
  return shorter;
}

/** Writes a graph's nodes anew; a tensor `t` is `t` in float32 and `t.half` in float16, converted when first asked for. */
class TensorForms {
  readonly #source: OnnxGraph;
  readonly #keepsRounding: boolean;
  readonly #constants: ReadonlySet<string>;
  readonly #nodes: NodeProto[] = [];
  /** Those that are there, by name. */
  readonly #floats = new Set<string>();
  readonly #halves = new Set<string>();

  constructor(source: OnnxGraph, keepsRounding: boolean) {
    this.#source = source;
    this.#keepsRounding = keepsRounding;
    this.#constants = new Set(source.initializers.map(({ name }) => name));
    this.#floats.add(source.input.name);
  }

  /** Whether the first so many inputs of a node with one output are there in float16. */
  areHalf({ input, output }: NodeProto, count: number): boolean {
    return (
      count > 0 &&
      output.length === 1 &&
      input.slice(0, count).every((name) => this.#halves.has(name))
    );
  }

  /** @returns its name in float16 */
  half(name: string): string {
    if (name === '') return name;
    if (!this.#halves.has(name)) {
      this.#halves.add(name);
      // Constants are converted once, and stay so.
      if (this.#constants.has(name)) this.#cast(name, `${name}.half`, DataType.float16);
      else this.#cast(name, this.#beforeRounding(name), DataType.float16);
      if (!this.#constants.has(name)) this.#round(name);
    }
    return `${name}.half`;
  }

  /** @returns its name in float32, or in whatever it is that is no float16 */
  float(name: string): string {
    if (this.#halves.has(name) && !this.#floats.has(name) && !this.#constants.has(name)) {
      this.#floats.add(name);
      this.#cast(`${name}.half`, name, DataType.float32);
    }
    return name;
  }

  /** Adds a node that computes in float16; its first so many inputs are tensors. */
  addHalf(node: NodeProto, tensors: number): void {
    const copy = clone(NodeProtoSchema, node);
    const output = node.output[0]!;
    copy.input = node.input.map((name, i) => (i < tensors ? this.half(name) : name));
    copy.output = [this.#beforeRounding(output)];
    this.#nodes.push(copy);
    this.#halves.add(output);
    this.#round(output);
  }

  /**
   * Adds a convolution whose first input is float16 and, as channels with the same weights, what rounding took away from it: that is as
   * good as float32 to a card that multiplies in float16 or TF32, and sums in float32.
   */
  addOnWhole(node: NodeProto): void {
    const [input, weights] = node.input as [string, string];
    const both = `${input}.both`;
    if (!this.#halves.has(both)) {
      // A Neg between conversions there and back, as onnxruntime leaves out what is nothing but them.
      this.#push('Neg', [this.half(input)], `${input}.negative`);
      this.#cast(`${input}.negative`, `${input}.rounded`, DataType.float32);
      this.#push('Add', [input, `${input}.rounded`], `${input}.rest`);
      this.#push(
        'Concat',
        [this.half(input), this.half(`${input}.rest`)],
        `${both}.half`,
        channels,
      );
      this.#halves.add(both);
    }
    const twice = `${weights}.twice`;
    this.#push('Concat', [this.half(weights), this.half(weights)], `${twice}.half`, channels);
    this.#halves.add(twice);
    const copy = clone(NodeProtoSchema, node);
    copy.input.splice(0, 2, both, twice);
    this.addHalf(copy, 3);
  }

  /** Adds a node as it is. */
  addFloat(node: NodeProto): void {
    for (const name of node.input) this.float(name);
    for (const name of node.output) this.#floats.add(name);
    this.#nodes.push(node);
  }

  graph(): OnnxGraph {
    const needed = new Set(this.#nodes.flatMap(({ input }) => input));
    const initializers = [...this.#source.initializers, lowest];
    return {
      ...this.#source,
      nodes: this.#nodes,
      initializers: initializers.filter(({ name }) => needed.has(name)),
    };
  }

  #cast(from: string, to: string, type: number): void {
    this.#push('Cast', [from], to, [{ name: 'to', i: BigInt(type), type: AttributeType.int }]);
  }

  #beforeRounding(name: string): string {
    return this.#keepsRounding ? `${name}.half.cast` : `${name}.half`;
  }

  /** A maximum with minus infinity changes nothing, but is computed in float16 also on a CPU. */
  #round(name: string): void {
    if (!this.#keepsRounding) return;
    this.#push('Max', [`${name}.half.cast`, lowest.name], `${name}.half`);
  }

  #push(
    opType: string,
    input: string[],
    output: string,
    attribute: readonly { name: string; i: bigint; type: number }[] = [],
  ): void {
    this.#nodes.push(
      create(NodeProtoSchema, {
        opType,
        name: `${output}.${opType}`,
        input,
        output: [output],
        attribute: [...attribute],
      }),
    );
  }
}
