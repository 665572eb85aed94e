import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createUnzip, gunzip } from 'node:zlib';
import { InputError } from '../../errors.js';
import { isSystemError, systemError } from '../../files/system-error.js';
import { readStart } from '../stored/read-start.js';

// ITK takes gzip for zlib in a MetaImage, and so does this one.
const decompressors = { gzip: createGunzip, zlib: createUnzip } as const;
const chunkSize = 1 << 20;

/** How many bytes a byte of a compressed stream stands for at most. */
export const mostInflated = 1032;

/** What a part of a file held. */
export interface Inflated {
  /** Bytes once decompressed. */
  readonly total: number;
  /** Bytes of the file that were needed for it. */
  readonly consumed: number;
}

/**
 * Reads a part of a file and decompresses it, checking the checksums at its end: ITK takes damaged or
 * missing data for zeros without a word, which would end in a wrong mask. A gzip file may have
 * several members.
 *
 * @param encoding `raw` where the data are stored as they are
 * @param start, end bytes of the file to read; `end` is exclusive, default: the file's end
 * @param onChunk sees the decompressed bytes as they come
 * @throws InputError when the data are damaged or end too soon; ResourceError when the machine has run
 *   out of something; what `onChunk` throws
 */
export async function inflate(
  path: string,
  encoding: keyof typeof decompressors | 'raw',
  { start = 0, end = Number.POSITIVE_INFINITY, onChunk = (_: Buffer): void => undefined } = {},
): Promise<Inflated> {
  let total = 0;
  let refusal: unknown;
  let isDone = false;
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
    isDone = true;
  };
  const file = createReadStream(path, { start, end: end - 1, highWaterMark: chunkSize });
  const decompressor = encoding === 'raw' ? null : decompressors[encoding]({ chunkSize });
  try {
    if (decompressor === null) await pipeline(file, count);
    else await pipeline(file, decompressor, count);
  } catch (cause) {
    if (refusal !== undefined) throw refusal;
    // Bytes that the decompressor did not ask for abort the pipeline when all is done.
    if (!isDone) throw unreadable(path, encoding, cause as Error);
  }
  return { total, consumed: decompressor?.bytesWritten ?? total };
}

/** The first bytes of a file that is compressed with gzip; as many as its first `most` bytes give. */
export async function inflateStart(path: string, most: number): Promise<Buffer> {
  const start = await readStart(path, most);
  return new Promise((resolve, reject) => {
    // What the end of the file would show is checked when all of it is read.
    gunzip(start, { finishFlush: constants.Z_SYNC_FLUSH }, (cause, bytes) => {
      if (cause) reject(unreadable(path, 'gzip', cause));
      else resolve(bytes.subarray(0, most));
    });
  });
}

function unreadable(path: string, encoding: string, cause: Error): unknown {
  if (isSystemError(cause)) return systemError(cause, path, 'read', InputError);
  const isNoGzip = encoding === 'gzip' && /header|compression method/.test(cause.message);
  const what = isNoGzip
    ? 'has compressed voxels that are no gzip, or bytes after them that are none'
    : `cannot be ${encoding === 'raw' ? 'read' : 'decompressed'} to its end`;
  return new InputError(
    `${path} ${what} (${cause.message}). It is damaged or truncated: copy or export it again.`,
    { cause },
  );
}
