import { InputError } from '../../errors.js';
import { decodeJpegLossless } from './decode-jpeg-lossless.js';
import { decodeRle } from './decode-rle.js';
import { decodeWasm } from './decode-wasm.js';
import type { FrameShape } from './frame-shape.js';

type Decode = (bytes: Uint8Array, shape: FrameShape) => Uint8Array | Promise<Uint8Array>;

/** By transfer syntax; each codec is loaded when the first such frame comes. */
const decoders: Readonly<Record<string, Decode>> = {
  '1.2.840.10008.1.2.5': decodeRle,
  '1.2.840.10008.1.2.4.57': decodeJpegLossless,
  '1.2.840.10008.1.2.4.70': decodeJpegLossless,
  '1.2.840.10008.1.2.4.80': (bytes) => decodeWasm('jpeg-ls', bytes),
  '1.2.840.10008.1.2.4.81': (bytes) => decodeWasm('jpeg-ls', bytes),
  '1.2.840.10008.1.2.4.90': (bytes) => decodeWasm('jpeg-2000', bytes),
  '1.2.840.10008.1.2.4.91': (bytes) => decodeWasm('jpeg-2000', bytes),
};

const plain: readonly string[] = [
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
];

/** What is not read, by the beginnings of transfer syntaxes. */
const named: readonly (readonly [prefix: string, name: string])[] = [
  ['1.2.840.10008.1.2.4.5', 'lossy JPEG'],
  ['1.2.840.10008.1.2.4.9', 'JPEG 2000, part 2'],
  ['1.2.840.10008.1.2.4.10', 'a film'],
  ['1.2.840.10008.1.2.4.20', 'HTJ2K'],
];

/** Why a series cannot be read, in a few words. */
export function whyNotRead(transferSyntax: string): string {
  const name = named.find(([prefix]) => transferSyntax.startsWith(prefix))?.[1];
  const what = name === undefined ? transferSyntax : `${name}, ${transferSyntax}`;
  return `compressed in a way that is not read (${what}): export it uncompressed (dcmdjpeg of DCMTK decompresses JPEG)`;
}

/** Whether pixels of a transfer syntax are compressed each frame by itself. */
export function isCompressed(transferSyntax: string): boolean {
  return !plain.includes(transferSyntax);
}

/** Whether a transfer syntax is read. */
export function canDecompress(transferSyntax: string): boolean {
  return plain.includes(transferSyntax) || transferSyntax in decoders;
}

/**
 * Decompresses one frame.
 *
 * @param what names the slice in messages
 * @returns its samples: little-endian, `bitsAllocated` each, rows one after the other
 * @throws InputError when the frame is damaged, or of a transfer syntax that is not read
 */
export async function decompress(
  bytes: Uint8Array,
  shape: FrameShape,
  what: string,
): Promise<Uint8Array> {
  const decode = decoders[shape.transferSyntax];
  if (decode === undefined) {
    throw new InputError(`The pixels of ${what} are ${whyNotRead(shape.transferSyntax)}.`);
  }
  const size = (shape.rows * shape.columns * shape.bitsAllocated) / 8;
  const found = await Promise.resolve(decode(bytes, shape)).catch((cause: unknown) => {
    throw notWhole(what, { cause });
  });
  if (found.length === size) return found;
  // A codec keeps samples of up to 8 bits in bytes, whatever is allocated for them.
  if (found.length * 2 === size && shape.bitsAllocated === 16) {
    return new Uint8Array(Uint16Array.from(found).buffer);
  }
  throw notWhole(what);
}

function notWhole(what: string, options?: ErrorOptions): InputError {
  return new InputError(
    `The compressed pixels of ${what} are damaged. Copy or export the series again.`,
    options,
  );
}
