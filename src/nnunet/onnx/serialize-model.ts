import { create, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { ModelError } from '../../errors.js';
import type { Initializer, OnnxGraph, Value } from './graph-builder.js';
import {
  DataLocation,
  DataType,
  FieldNumber,
  GraphProtoSchema,
  ModelProtoSchema,
  TensorProtoSchema,
} from './onnx-proto.js';

/** A model file whose size is known and whose bytes are produced piece by piece. */
export interface OnnxFile {
  readonly byteLength: number;
  /** The bytes of the file in order; one initializer is held in memory at a time. */
  pieces(): AsyncGenerator<Uint8Array>;
}

/** Where an initializer's bytes lie in another file, which is named relative to the model's folder. */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
}

/** Operators as of ONNX 1.15, the first to have Gelu, and the format version that goes with them. */
const ownFormat = { irVersion: 9n, opsetImport: [{ version: 20n }] };

/** Readers of protobuf refuse messages of 2 GiB; 16 MiB are kept for all that is not weights. */
const largestWeights = 2 ** 31 - 2 ** 24;

/**
 * The ONNX file (protobuf `ModelProto`) of a graph. The small messages are encoded at once; what
 * surrounds each initializer's raw data is framed here, so that a network's weights are never all
 * in memory.
 *
 * @param external initializers that are not stored in the file, by name
 * @throws ModelError if the file would reach 2 GiB, the limit of protobuf
 */
export function serializeModel(
  graph: OnnxGraph,
  external: ReadonlyMap<string, ExternalData> = new Map(),
): OnnxFile {
  const inside = graph.initializers.filter(({ name }) => !external.has(name));
  checkSize(inside);
  const structure = toBinary(GraphProtoSchema, create(GraphProtoSchema, structureOf(graph)));
  const outside = graph.initializers
    .filter(({ name }) => external.has(name))
    .map((initializer) => externalTensor(initializer, external.get(initializer.name)!));
  const tensors = inside.map((initializer) => ({ initializer, header: tensorHeader(initializer) }));
  const graphLength = [
    structure,
    ...outside,
    ...tensors.map(({ header }) => header),
    ...inside.map(({ byteLength }) => ({ length: byteLength })),
  ].reduce((sum, { length }) => sum + length, 0);
  const header = modelHeader(graph, graphLength);
  return {
    byteLength: header.length + graphLength,
    async *pieces() {
      yield header;
      yield structure;
      yield* outside;
      for (const { initializer, header } of tensors) {
        yield header;
        yield await initializer.read();
      }
    },
  };
}

function checkSize(initializers: readonly Initializer[]): void {
  const length = initializers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (length > largestWeights) {
    throw new ModelError(
      `The network's weights take ${length} bytes, but an ONNX file ends at ${largestWeights}: import it with half precision`,
    );
  }
}

/** Everything of the model that precedes its graph. */
function modelHeader({ format = ownFormat }: OnnxGraph, graphLength: number): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: format.irVersion,
    producerName: 'autopet',
    opsetImport: [...format.opsetImport],
  });
  return Buffer.concat([
    toBinary(ModelProtoSchema, model),
    lengthPrefix(FieldNumber.modelGraph, graphLength),
  ]);
}

function structureOf({ nodes, input, output, organs }: OnnxGraph) {
  return {
    name: 'network',
    node: [...nodes],
    input: [valueInfo(input)],
    output: [output, ...(organs ? [organs] : [])].map(valueInfo),
  };
}

function valueInfo({ name, shape }: Value) {
  const dim = shape.map((length) => ({ dimValue: BigInt(length) }));
  return { name, type: { tensorType: { elemType: DataType.float32, shape: { dim } } } };
}

/** Everything of an initializer that precedes its raw data. */
function tensorHeader({ name, shape, dataType, byteLength }: Initializer): Uint8Array {
  const fields = toBinary(
    TensorProtoSchema,
    create(TensorProtoSchema, { dims: shape.map(BigInt), dataType, name }),
  );
  const rawData = lengthPrefix(FieldNumber.tensorRawData, byteLength);
  const tensorLength = fields.length + rawData.length + byteLength;
  return Buffer.concat([lengthPrefix(FieldNumber.graphInitializer, tensorLength), fields, rawData]);
}

/** An initializer whose data are elsewhere, as a field of the graph. */
function externalTensor(
  { name, shape, dataType, byteLength }: Initializer,
  { location, offset }: ExternalData,
): Uint8Array {
  const entries = { location, offset, length: byteLength };
  const tensor = toBinary(
    TensorProtoSchema,
    create(TensorProtoSchema, {
      dims: shape.map(BigInt),
      dataType,
      name,
      externalData: Object.entries(entries).map(([key, value]) => ({ key, value: String(value) })),
      dataLocation: DataLocation.external,
    }),
  );
  return Buffer.concat([lengthPrefix(FieldNumber.graphInitializer, tensor.length), tensor]);
}

/** The tag and length that precede the bytes of a nested message or byte string. */
function lengthPrefix(fieldNumber: number, length: number): Uint8Array {
  return new BinaryWriter().tag(fieldNumber, WireType.LengthDelimited).uint32(length).finish();
}
