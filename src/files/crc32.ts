/**
 * CRC-32 as zip files have it (ISO 3309, polynomial 0xedb88320), eight bytes at a time. Node.js has its own
 * only from 20.15 on.
 *
 * @param previous the sum of what came before these bytes
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  const inEights = bytes.length - (bytes.length % 8);
  let sum = ~previous;
  let i = 0;
  for (; i < inEights; i += 8) {
    sum ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    sum =
      tables[1792 + (sum & 255)]! ^
      tables[1536 + ((sum >>> 8) & 255)]! ^
      tables[1280 + ((sum >>> 16) & 255)]! ^
      tables[1024 + (sum >>> 24)]! ^
      tables[768 + bytes[i + 4]!]! ^
      tables[512 + bytes[i + 5]!]! ^
      tables[256 + bytes[i + 6]!]! ^
      tables[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) sum = tables[(sum ^ bytes[i]!) & 255]! ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** Eight tables of 256: what a byte becomes when `n` more bytes have gone by, for n from 0 to 7. */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
    made[byte] = sum;
  }
  for (let i = 256; i < made.length; i++) {
    const before = made[i - 256]!;
    made[i] = made[before & 255]! ^ (before >>> 8);
  }
  return made;
}
