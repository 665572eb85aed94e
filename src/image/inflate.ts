import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { InputError } from '../errors.js';

const decompressors = { gzip: createGunzip, zlib: createInflate } as const;
const chunkSize = 1 << 20;

/** How many bytes a byte of a compressed stream stands for at most. */
export const mostInflated = 1032;

/**
 * Reads a part of a file and decompresses it, checking the checksum at its end: ITK takes damaged or
 * missing data for zeros without a word, which would end in a wrong mask.
 *
 * @param format null where the data are stored as they are
 * @param start, end bytes of the file to read; `end` is exclusive, default: the file's end
 * @param onChunk sees the decompressed bytes as they come
 * @returns how many bytes there were
 * @throws InputError when the data are damaged or end too soon; what `onChunk` throws
 */
export async function inflate(
  path: string,
  format: keyof typeof decompressors | null,
  { start = 0, end = Number.POSITIVE_INFINITY, onChunk = (_: Buffer): void => undefined } = {},
): Promise<number> {
  let total = 0;
  let refusal: unknown;
  const count = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      try {
        onChunk(chunk);
      } catch (error) {
        // The pipeline itself would only say that it was aborted.
        refusal = error;
        throw error;
      }
      total += chunk.length;
    }
  };
  const file = createReadStream(path, { start, end: end - 1, highWaterMark: chunkSize });
  try {
    if (format === null) await pipeline(file, count);
    else await pipeline(file, decompressors[format]({ chunkSize }), count);
  } catch (cause) {
    if (refusal !== undefined) throw refusal;
    throw new InputError(
      `${path} cannot be ${format === null ? 'read' : 'decompressed'} to its end (${(cause as Error).message}). It is damaged or truncated: copy or export it again.`,
      { cause },
    );
  }
  return total;
}

/**
 * Does what {@link inflate} does and keeps the bytes, in memory that threads can share.
 *
 * @param length how many bytes are kept; what comes after them is only checked
 * @returns the bytes, zeros where there were too few, and how many there were in all
 */
export async function inflateInto(
  length: number,
  ...[path, format, part]: Parameters<typeof inflate>
): Promise<{ readonly bytes: Uint8Array<SharedArrayBuffer>; readonly total: number }> {
  const { bytes, add } = collector(length);
  const total = await inflate(path, format, { ...part, onChunk: add });
  return { bytes, total };
}

/** Memory that threads can share, and a function that fills it chunk by chunk and drops what is too much. */
export function collector(length: number) {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  let at = 0;
  const add = (chunk: Buffer): void => {
    const kept = chunk.subarray(0, length - at);
    bytes.set(kept, at);
    at += kept.length;
  };
  return { bytes, add };
}
