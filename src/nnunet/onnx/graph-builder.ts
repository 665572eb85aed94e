import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { ModelError } from '../../errors.js';
import {
  type AttributeProtoSchema,
  AttributeType,
  DataType,
  type NodeProto,
  NodeProtoSchema,
} from './onnx-proto.js';
import { elementCount, type TensorSource } from './tensor-source.js';
import { toFloat16 } from './to-float16.js';

const largestFloat16 = 65504;

/** A tensor that flows through a graph. All shapes are static; the batch size is 1. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A constant of the graph, stored in the file. Its bytes are fetched when they are written. */
export interface Initializer extends Value {
  readonly dataType: number;
  readonly byteLength: number;
  /** Little-endian elements in C order, `byteLength` bytes. */
  read(): Promise<Uint8Array>;
  /** Where these bytes lie in the weights' own file; see `TensorSource.locate`. */
  locate?(): Promise<number | null>;
}

/** A complete graph with one float32 input and one float32 output, or two. */
export interface OnnxGraph {
  /** In the order in which they are computed. */
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly Initializer[];
  readonly input: Value;
  readonly output: Value;
  /** A second output, which names organs; absent where there is none. */
  readonly organs?: Value;
  /** Of a file that was read; absent for what this code writes itself. */
  readonly format?: OnnxFormat;
}

/** Which version of ONNX a graph is written in. */
export interface OnnxFormat {
  readonly irVersion: bigint;
  readonly opsetImport: readonly { readonly version: bigint }[];
}

export type Attributes = Readonly<Record<string, Attribute>>;
export type Attribute = { readonly int: number } | { readonly float: number } | readonly number[];

/** Collects nodes and constants in the order in which they are computed. */
export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers = new Map<string, Initializer>();
  readonly #half: boolean;

  /**
   * @param options.half store weights of rank 2 and more (the convolutions') as float16 and cast
   * them to float32 when the model is loaded: half the file, the arithmetic stays float32.
   */
  constructor(options: { readonly half: boolean }) {
    this.#half = options.half;
  }

  /**
   * Adds one node of an ONNX operator that has one output, named like the node.
   *
   * @param shape of the output, which the caller knows
   */
  node(
    opType: string,
    name: string,
    inputs: readonly Value[],
    shape: readonly number[],
    attributes: Attributes = {},
  ): Value {
    this.#nodes.push(
      create(NodeProtoSchema, {
        opType,
        name,
        input: inputs.map((input) => input.name),
        output: [name],
        attribute: Object.entries(attributes).map(([key, value]) => attributeInit(key, value)),
      }),
    );
    return { name, shape };
  }

  /** Adds a float32 constant; `name` must be new. */
  weight(name: string, source: TensorSource): Value {
    const { shape } = source;
    if (!this.#half || shape.length < 2) {
      const read = async () => bytesOf(await source.read());
      const locate = async () => (await source.locate?.()) ?? null;
      return this.#initializer({
        name,
        shape,
        ...storage(DataType.float32, 4, shape),
        read,
        locate,
      });
    }
    const read = async () => halfBytes(name, await source.read());
    const stored = this.#initializer({
      name,
      shape,
      ...storage(DataType.float16, 2, shape),
      read,
    });
    return this.node('Cast', `${name}.float32`, [stored], shape, {
      to: { int: DataType.float32 },
    });
  }

  /** A 1-D int64 constant; equal ones are stored once. */
  ints(values: readonly number[]): Value {
    const name = `ints.${values.join('.')}`;
    const shape = [values.length];
    const read = async () => bytesOf(BigInt64Array.from(values.map(BigInt)));
    return this.#initializer({ name, shape, ...storage(DataType.int64, 8, shape), read });
  }

  /** The graph from `input` to `output`, both of which must be values of this builder. */
  build(input: Value, output: Value): OnnxGraph {
    return { nodes: this.#nodes, initializers: [...this.#initializers.values()], input, output };
  }

  #initializer(initializer: Initializer): Value {
    this.#initializers.set(initializer.name, initializer);
    return { name: initializer.name, shape: initializer.shape };
  }
}

function attributeInit(
  name: string,
  value: Attribute,
): MessageInitShape<typeof AttributeProtoSchema> {
  if ('int' in value) return { name, i: BigInt(value.int), type: AttributeType.int };
  if ('float' in value) return { name, f: value.float, type: AttributeType.float };
  return { name, ints: value.map(BigInt), type: AttributeType.ints };
}

function storage(dataType: number, bytesPerElement: number, shape: readonly number[]) {
  return { dataType, byteLength: bytesPerElement * elementCount(shape) };
}

function halfBytes(name: string, values: Float32Array): Uint8Array {
  const tooLarge = values.find((value) => Math.abs(value) > largestFloat16);
  if (tooLarge !== undefined) {
    throw new ModelError(
      `Weight ${name} holds ${tooLarge}, but float16 ends at ${largestFloat16}: import without half precision`,
    );
  }
  return bytesOf(toFloat16(values));
}

/** ONNX wants little-endian bytes, the order of every platform that onnxruntime-node runs on. */
function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
