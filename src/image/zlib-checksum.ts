import { open } from 'node:fs/promises';

/**
 * Whether data are what a zlib stream was made of, by the checksum (Adler-32, RFC 1950) in its last
 * four bytes. It is taken at a fraction of the cost of inflating the stream once more.
 *
 * @param path file that holds the stream
 * @param end offset of the byte after the stream
 */
export async function matchesZlibChecksum(
  path: string,
  end: number,
  data: ArrayBufferView,
): Promise<boolean> {
  const trailer = Buffer.alloc(4);
  const file = await open(path);
  try {
    const { bytesRead } = await file.read(trailer, 0, 4, end - 4);
    if (bytesRead < 4) return false;
  } finally {
    await file.close();
  }
  return trailer.readUInt32BE() === adler32(data);
}

const modulus = 65521;
// As many bytes as can be summed before 31 bits are full: larger numbers are slower in JavaScript.
const longestRun = 3800;

/** The Adler-32 checksum of an array's bytes. */
export function adler32({ buffer, byteOffset, byteLength }: ArrayBufferView): number {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let low = 1;
  let high = 0;
  for (let start = 0; start < byteLength; start += longestRun) {
    const end = Math.min(start + longestRun, byteLength);
    for (let i = start; i < end; i++) {
      low += bytes[i]!;
      high += low;
    }
    low %= modulus;
    high %= modulus;
  }
  return ((high << 16) | low) >>> 0;
}
