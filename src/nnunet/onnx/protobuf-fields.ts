import type { FileHandle } from 'node:fs/promises';

/** One field of a protobuf message in a file. */
export interface ProtobufField {
  readonly number: number;
  /** First byte of its value, and the byte after its last; lengths are not part of a value. */
  readonly start: number;
  readonly end: number;
}

/** Kinds of value, by the lowest bits of a field's tag. */
const wire = { varint: 0, eightBytes: 1, lengthDelimited: 2, fourBytes: 5 } as const;

/** A tag and a length, of at most ten bytes each. */
const longestHead = 20;

/**
 * The fields of a message that lies in a file from `start` to `end`. Of each field the head alone is read.
 *
 * @returns null where the bytes are no fields that end exactly at `end`
 */
export async function protobufFields(
  file: FileHandle,
  start: number,
  end: number,
): Promise<ProtobufField[] | null> {
  const fields: ProtobufField[] = [];
  const head = Buffer.alloc(longestHead);
  let at = start;
  while (at < end) {
    const { bytesRead } = await file.read(head, 0, Math.min(longestHead, end - at), at);
    const field = fieldIn(head.subarray(0, bytesRead), at);
    if (field === null || field.end > end) return null;
    fields.push(field);
    at = field.end;
  }
  return fields;
}

/** The field whose head these bytes begin with; `at` is where they lie. */
function fieldIn(head: Buffer, at: number): ProtobufField | null {
  const tag = varint(head, 0);
  if (tag === null) return null;
  const value = varint(head, tag.length);
  const after = at + tag.length;
  const field = (start: number, length: number): ProtobufField => ({
    number: Math.floor(tag.value / 8),
    start,
    end: start + length,
  });
  switch (tag.value % 8) {
    case wire.varint:
      return value && field(after, value.length);
    case wire.lengthDelimited:
      return value && field(after + value.length, value.value);
    case wire.eightBytes:
      return field(after, 8);
    case wire.fourBytes:
      return field(after, 4);
    default:
      return null;
  }
}

/** A number of seven bits a byte, lowest first; inexact beyond 2^53. */
function varint(bytes: Buffer, from: number): { value: number; length: number } | null {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) return null;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, length: i + 1 };
  }
  return null;
}
