import { type FileHandle, open } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelError } from '../../errors.js';
import { systemError } from '../../files/system-error.js';
import { splitOutputs } from '../../runtime/split-outputs.js';
import { FieldNumber, type ValueInfoProto, ValueInfoProtoSchema } from './onnx-proto.js';
import { type ProtobufField, protobufFields } from './protobuf-fields.js';

/** Sizes of the axes of a network's input and output, `[1,c,(z,)y,x]`; 0 for one that is not fixed. */
export interface OnnxShapes {
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Of a second output, `organs`; null where there is none. */
  readonly organs: readonly number[] | null;
}

/**
 * Reads the shapes that an ONNX file declares, and goes through its fields on the way, so that a file that
 * was cut short is found before anything runs. No weight is read.
 *
 * @returns null where there is not one input and one output (and `organs`) beside the weights: that is for onnxruntime to judge
 * @throws ModelError when it is no ONNX model, or ends too soon
 */
export async function readOnnxShapes(path: string): Promise<OnnxShapes | null> {
  try {
    const file = await open(path);
    return await readShapes(path, file).finally(() => file.close());
  } catch (cause) {
    throw systemError(cause, path, 'read', ModelError);
  }
}

async function readShapes(path: string, file: FileHandle): Promise<OnnxShapes | null> {
  const { size } = await file.stat();
  const parts = await fieldsIn(path, file, { start: 0, end: size });
  const graph = parts.find(({ number }) => number === FieldNumber.modelGraph);
  const hasOperators = parts.some(({ number }) => number === FieldNumber.modelOpsetImport);
  if (graph === undefined || !hasOperators) throw damaged(path, 'a part is missing');
  const fields = await fieldsIn(path, file, graph);
  const [input, ...moreInputs] = await valuesOf(file, fields, FieldNumber.graphInput);
  const [answers, [organs]] = splitOutputs(await valuesOf(file, fields, FieldNumber.graphOutput));
  const [output, ...moreOutputs] = answers;
  const isUsual = input && output && moreInputs.length + moreOutputs.length === 0;
  if (!isUsual) return null;
  const ofOrgans = organs === undefined ? null : shapeOf(organs);
  return { input: shapeOf(input), output: shapeOf(output), organs: ofOrgans };
}

type Range = Pick<ProtobufField, 'start' | 'end'>;

async function fieldsIn(path: string, file: FileHandle, range: Range): Promise<ProtobufField[]> {
  const fields = await protobufFields(file, range.start, range.end);
  if (fields === null) throw damaged(path, 'its fields end beyond it');
  return fields;
}

async function valuesOf(
  file: FileHandle,
  fields: readonly ProtobufField[],
  number: number,
): Promise<ValueInfoProto[]> {
  const found = fields.filter((field) => field.number === number);
  return Promise.all(
    found.map(async ({ start, end }) => {
      const bytes = Buffer.alloc(end - start);
      await file.read(bytes, 0, bytes.length, start);
      return fromBinary(ValueInfoProtoSchema, bytes);
    }),
  );
}

function shapeOf({ type }: ValueInfoProto): number[] {
  return (type?.tensorType?.shape?.dim ?? []).map(({ dimValue }) => Number(dimValue));
}

function damaged(path: string, what: string): ModelError {
  return new ModelError(
    `${path} is no ONNX model, or is truncated (${what}): copy the file again, or import the model anew.`,
  );
}
