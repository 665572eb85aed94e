import type { PixelFormat } from './slice-header.js';

/**
 * The stored numbers of a frame: bits above and below those that are stored are left out, and the sign is that of the
 * highest stored bit.
 *
 * @param bytes little-endian
 */
export function storedSamples(
  bytes: Uint8Array,
  { bitsAllocated, bitsStored, highBit, isSigned }: PixelFormat,
): Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array {
  const isAligned = bytes.byteOffset % (bitsAllocated / 8) === 0;
  const own = isAligned ? bytes : new Uint8Array(bytes);
  const length = bytes.length / (bitsAllocated / 8);
  const Type = types[bitsAllocated as 8 | 16 | 32][isSigned ? 'signed' : 'unsigned'];
  const samples = new Type(own.buffer as ArrayBuffer, own.byteOffset, length);
  if (bitsStored === bitsAllocated) return samples;
  const cut = new Type(length);
  const [up, down] = [31 - highBit, 32 - bitsStored];
  if (isSigned) for (let i = 0; i < length; i++) cut[i] = (samples[i]! << up) >> down;
  else for (let i = 0; i < length; i++) cut[i] = (samples[i]! << up) >>> down;
  return cut;
}

const types = {
  8: { signed: Int8Array, unsigned: Uint8Array },
  16: { signed: Int16Array, unsigned: Uint16Array },
  32: { signed: Int32Array, unsigned: Uint32Array },
} as const;
