import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { InputError } from '../errors.js';

const decompressors = { gzip: createGunzip, zlib: createInflate } as const;

/**
 * Decompresses a part of a file without keeping it, checking the checksum at its end: ITK takes
 * damaged or missing data for zeros without a word, which would end in a wrong mask.
 *
 * @param start, end bytes of the file to read; `end` is exclusive, default: the file's end
 * @param onChunk sees the decompressed bytes as they come
 * @returns how many bytes there were
 * @throws InputError when the data are damaged or end too soon
 */
export async function inflatedBytes(
  path: string,
  format: keyof typeof decompressors,
  { start = 0, end = Number.POSITIVE_INFINITY, onChunk = (_: Buffer): void => undefined } = {},
): Promise<number> {
  let total = 0;
  const count = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      onChunk(chunk);
      total += chunk.length;
    }
  };
  try {
    const file = createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 });
    await pipeline(file, decompressors[format]({ chunkSize: 1 << 20 }), count);
  } catch (cause) {
    throw new InputError(
      `${path} cannot be decompressed to its end (${(cause as Error).message}). It is damaged or truncated: copy or export it again.`,
      { cause },
    );
  }
  return total;
}
