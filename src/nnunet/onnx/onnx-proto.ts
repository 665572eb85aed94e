import { create, createFileRegistry, type Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import {
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';

/*
 * The part of the ONNX format that a network needs, as protobuf types. A field is `[number, type]`;
 * `repeated` marks a list. Numbers and names are those of the ONNX specification (IR version 9).
 */

export type ModelProto = Message<'onnx.ModelProto'> & {
  irVersion: bigint;
  producerName: string;
  graph?: GraphProto;
  opsetImport: OperatorSetIdProto[];
};
export type OperatorSetIdProto = Message<'onnx.OperatorSetIdProto'> & { version: bigint };
export type GraphProto = Message<'onnx.GraphProto'> & {
  node: NodeProto[];
  name: string;
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
};
export type NodeProto = Message<'onnx.NodeProto'> & {
  input: string[];
  output: string[];
  name: string;
  opType: string;
  attribute: AttributeProto[];
};
export type AttributeProto = Message<'onnx.AttributeProto'> & {
  name: string;
  f: number;
  i: bigint;
  ints: bigint[];
  type: number;
};
export type TensorProto = Message<'onnx.TensorProto'> & {
  dims: bigint[];
  dataType: number;
  floatData: number[];
  int64Data: bigint[];
  name: string;
  rawData: Uint8Array;
  externalData: StringStringEntryProto[];
  dataLocation: number;
};
export type StringStringEntryProto = Message<'onnx.StringStringEntryProto'> & {
  key: string;
  value: string;
};
export type ValueInfoProto = Message<'onnx.ValueInfoProto'> & { name: string; type?: TypeProto };
export type TypeProto = Message<'onnx.TypeProto'> & { tensorType?: TensorTypeProto };
export type TensorTypeProto = Message<'onnx.TensorTypeProto'> & {
  elemType: number;
  shape?: TensorShapeProto;
};
export type TensorShapeProto = Message<'onnx.TensorShapeProto'> & { dim: DimensionProto[] };
export type DimensionProto = Message<'onnx.DimensionProto'> & { dimValue: bigint };

/** Element types of tensors, `TensorProto.data_type`. */
export const DataType = { float32: 1, int64: 7, float16: 10 } as const;

/** Where a tensor's data are, `TensorProto.data_location`. */
export const DataLocation = { external: 1 } as const;

/** Kinds of attribute, `AttributeProto.type`. */
export const AttributeType = { float: 1, int: 2, ints: 7 } as const;

/** Field numbers that are framed, or found, by hand, so that weights need not be held in memory. */
export const FieldNumber = {
  modelGraph: 7,
  modelOpsetImport: 8,
  graphInitializer: 5,
  graphInput: 11,
  graphOutput: 12,
  tensorRawData: 9,
} as const;

type Field = readonly [no: number, type: Type | string, label?: 'repeated'];

// proto2, like the specification: a value that is set is written even where it is zero.
const registry = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: 'onnx.proto',
    package: 'onnx',
    syntax: 'proto2',
    messageType: [
      describe('ModelProto', {
        ir_version: [1, Type.INT64],
        producer_name: [2, Type.STRING],
        graph: [FieldNumber.modelGraph, 'GraphProto'],
        opset_import: [FieldNumber.modelOpsetImport, 'OperatorSetIdProto', 'repeated'],
      }),
      describe('OperatorSetIdProto', { version: [2, Type.INT64] }),
      describe('GraphProto', {
        node: [1, 'NodeProto', 'repeated'],
        name: [2, Type.STRING],
        initializer: [FieldNumber.graphInitializer, 'TensorProto', 'repeated'],
        input: [FieldNumber.graphInput, 'ValueInfoProto', 'repeated'],
        output: [FieldNumber.graphOutput, 'ValueInfoProto', 'repeated'],
      }),
      describe('NodeProto', {
        input: [1, Type.STRING, 'repeated'],
        output: [2, Type.STRING, 'repeated'],
        name: [3, Type.STRING],
        op_type: [4, Type.STRING],
        attribute: [5, 'AttributeProto', 'repeated'],
      }),
      describe('AttributeProto', {
        name: [1, Type.STRING],
        f: [2, Type.FLOAT],
        i: [3, Type.INT64],
        ints: [8, Type.INT64, 'repeated'],
        type: [20, Type.INT32],
      }),
      describe('TensorProto', {
        dims: [1, Type.INT64, 'repeated'],
        data_type: [2, Type.INT32],
        float_data: [4, Type.FLOAT, 'repeated'],
        int64_data: [7, Type.INT64, 'repeated'],
        name: [8, Type.STRING],
        raw_data: [FieldNumber.tensorRawData, Type.BYTES],
        external_data: [13, 'StringStringEntryProto', 'repeated'],
        data_location: [14, Type.INT32],
      }),
      describe('StringStringEntryProto', { key: [1, Type.STRING], value: [2, Type.STRING] }),
      describe('ValueInfoProto', { name: [1, Type.STRING], type: [2, 'TypeProto'] }),
      describe('TypeProto', { tensor_type: [1, 'TensorTypeProto'] }),
      describe('TensorTypeProto', {
        elem_type: [1, Type.INT32],
        shape: [2, 'TensorShapeProto'],
      }),
      describe('TensorShapeProto', { dim: [1, 'DimensionProto', 'repeated'] }),
      describe('DimensionProto', { dim_value: [1, Type.INT64] }),
    ],
  }),
  () => undefined,
);

export const ModelProtoSchema = schema<ModelProto>('onnx.ModelProto');
export const GraphProtoSchema = schema<GraphProto>('onnx.GraphProto');
export const NodeProtoSchema = schema<NodeProto>('onnx.NodeProto');
export const AttributeProtoSchema = schema<AttributeProto>('onnx.AttributeProto');
export const TensorProtoSchema = schema<TensorProto>('onnx.TensorProto');
export const ValueInfoProtoSchema = schema<ValueInfoProto>('onnx.ValueInfoProto');

function describe(name: string, fields: Record<string, Field>) {
  return {
    name,
    field: Object.entries(fields).map(([fieldName, [number, type, label]]) => ({
      name: fieldName,
      number,
      label: label === 'repeated' ? Label.REPEATED : Label.OPTIONAL,
      ...(typeof type === 'string' ? { type: Type.MESSAGE, typeName: `.onnx.${type}` } : { type }),
    })),
  };
}

function schema<T extends Message>(typeName: T['$typeName']): GenMessage<T> {
  return registry.getMessage(typeName) as unknown as GenMessage<T>;
}
