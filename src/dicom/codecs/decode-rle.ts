import type { FrameShape } from './frame-shape.js';

const headerBytes = 64;

/** Decodes DICOM's RLE: a run-length coded plane for each byte of a sample, the highest first (PS3.5, annex G). */
export function decodeRle(
  bytes: Uint8Array,
  { rows, columns, bitsAllocated }: FrameShape,
): Uint8Array {
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const planes = header.getUint32(0, true);
  const width = bitsAllocated / 8;
  if (planes !== width) throw new RangeError(`${planes} planes for ${width} bytes a sample`);
  const samples = new Uint8Array(rows * columns * width);
  for (let plane = 0; plane < planes; plane++) {
    const start = header.getUint32(4 + 4 * plane, true);
    const end = plane + 1 < planes ? header.getUint32(8 + 4 * plane, true) : bytes.length;
    unpackBits(bytes.subarray(start, end), samples, width - 1 - plane, width);
  }
  return samples;
}

/** Writes every `step`-th byte from `first` on. */
function unpackBits(packed: Uint8Array, out: Uint8Array, first: number, step: number): void {
  let o = first;
  for (let i = 0; i < packed.length && o < out.length; ) {
    const control = packed[i++]!;
    if (control < 128) {
      for (let n = control + 1; n > 0 && o < out.length; n--, o += step) out[o] = packed[i++]!;
    } else if (control > 128) {
      const value = packed[i++]!;
      for (let n = 257 - control; n > 0 && o < out.length; n--, o += step) out[o] = value;
    }
  }
  if (o < out.length) throw new RangeError('a plane ends too early');
}
