import { gzipSync } from 'node:zlib';

/** Bytes for a page's script, packed so that it can open them without a network. */
export function pack(bytes: Uint8Array | Uint16Array): string {
  return gzipSync(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    level: 9,
  }).toString('base64');
}
