import type { FileHandle } from 'node:fs/promises';
import { ModelError } from '../../errors.js';

/** Node refuses to read 2 GiB or more at once. */
const longestRead = 2 ** 30;

/**
 * Reads exactly `length` bytes at `position` of an open file into a buffer of its own.
 *
 * @throws ModelError if the file ends before that.
 */
export async function readBytes(
  file: FileHandle,
  position: number,
  length: number,
): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.from(new ArrayBuffer(length));
  let done = 0;
  while (done < length) {
    const wanted = Math.min(length - done, longestRead);
    const { bytesRead } = await file.read(bytes, done, wanted, position + done);
    if (bytesRead === 0) {
      throw new ModelError(
        `the file ends at byte ${position + done} where ${length - done} more bytes were expected; it is truncated, copy it again`,
      );
    }
    done += bytesRead;
  }
  return bytes;
}
