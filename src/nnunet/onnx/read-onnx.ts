import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelError } from '../../errors.js';
import { systemError } from '../../files/system-error.js';
import { splitOutputs } from '../../runtime/split-outputs.js';
import type { Initializer, OnnxGraph, Value } from './graph-builder.js';
import {
  DataLocation,
  type ModelProto,
  ModelProtoSchema,
  type TensorProto,
  type ValueInfoProto,
} from './onnx-proto.js';

/**
 * Reads an ONNX file whose weights are all in it. Weights of rank 2 and more know where in the file they lie,
 * so that a model made of this graph may refer to the file for them.
 *
 * @throws ModelError when it cannot be read, is no ONNX file, keeps weights elsewhere or in an unusual way, or has not
 *   one input and one output of fixed size, `organs` beside
 */
export async function readOnnx(path: string): Promise<OnnxGraph> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', ModelError);
  });
  const { graph, irVersion, opsetImport } = parse(bytes, path);
  if (graph === undefined) throw new ModelError(`${path} holds no network.`);
  const initializers = graph.initializer.map((tensor) => initializerOf(tensor, bytes, path));
  const [answers, organs] = splitOutputs(graph.output);
  const constants = new Set(initializers.map(({ name }) => name));
  return {
    nodes: graph.node,
    initializers,
    // Old files list their constants among the inputs.
    input: only(
      graph.input.filter(({ name }) => !constants.has(name)),
      'input',
      path,
    ),
    output: only(answers, 'output', path),
    ...(organs.length > 0 && { organs: only(organs, 'output', path) }),
    format: { irVersion, opsetImport },
  };
}

function parse(bytes: Uint8Array, path: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new ModelError(`${path} is no ONNX file: ${(cause as Error).message}.`, { cause });
  }
}

function initializerOf(tensor: TensorProto, bytes: Uint8Array, path: string): Initializer {
  const { name, dataType } = tensor;
  const shape = tensor.dims.map(Number);
  const values = valuesOf(tensor, path);
  // A view of the file itself; smaller tensors may be read where they must be aligned.
  const isInFile = values.buffer === bytes.buffer && shape.length > 1;
  const offset = isInFile ? values.byteOffset - bytes.byteOffset : null;
  return {
    name,
    shape,
    dataType,
    byteLength: values.byteLength,
    read: async () => values,
    locate: async () => offset,
  };
}

/** As little-endian bytes. */
function valuesOf(tensor: TensorProto, path: string): Uint8Array {
  const { rawData, floatData, int64Data, name, dims } = tensor;
  if (tensor.dataLocation === DataLocation.external) {
    throw new ModelError(`${path} keeps its weights in another file, as "${name}".`);
  }
  if (floatData.length > 0) return new Uint8Array(Float32Array.from(floatData).buffer);
  if (int64Data.length > 0) return new Uint8Array(BigInt64Array.from(int64Data).buffer);
  if (rawData.length > 0 || dims.includes(0n)) return rawData;
  throw new ModelError(`${path}: the values of "${name}" are stored in an unusual way.`);
}

function only(values: readonly ValueInfoProto[], what: string, path: string): Value {
  const [value, ...others] = values;
  const shape = value?.type?.tensorType?.shape?.dim.map(({ dimValue }) => Number(dimValue));
  if (value !== undefined && others.length === 0 && shape?.every((length) => length > 0)) {
    return { name: value.name, shape };
  }
  throw new ModelError(
    `${path} has ${values.length} ${what}(s): ${values.map(({ name }) => name).join(', ')}. Expected one of fixed size.`,
  );
}
