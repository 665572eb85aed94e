import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** An attribute: `['00100020', 'LO', 'id']`; a sequence holds a list of attributes for each item. */
export type DicomElement = readonly [tag: string, vr: string, value: DicomValue];
export type DicomValue =
  | string
  | number
  | readonly number[]
  | Uint8Array
  | readonly (readonly DicomElement[])[];

export const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  bigEndian: '1.2.840.10008.1.2.2',
  rle: '1.2.840.10008.1.2.5',
  lossyJpeg: '1.2.840.10008.1.2.4.51',
  htj2k: '1.2.840.10008.1.2.4.201',
} as const;
export type Syntax = keyof typeof syntaxes;

/**
 * Writes a DICOM file. Only what tests need: it is no judge of what a file must hold.
 *
 * @param elements in any order; pixels are those of `7FE00010`, little-endian
 */
export function writeDicom(
  path: string,
  elements: readonly DicomElement[],
  syntax: Syntax = 'explicit',
): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, dicomBytes(elements, syntax));
}

export function dicomBytes(elements: readonly DicomElement[], syntax: Syntax): Buffer {
  const text = (tag: string): DicomValue =>
    elements.find(([each]) => each.toLowerCase() === tag)?.[2] ?? '1.2.3';
  const meta = encode(
    [
      ['00020002', 'UI', text('00080016')],
      ['00020003', 'UI', text('00080018')],
      ['00020010', 'UI', syntaxes[syntax]],
    ],
    true,
    false,
  );
  const length = encode([['00020000', 'UL', meta.length]], true, false);
  const isBig = syntax === 'bigEndian';
  const body = encode(elements, syntax !== 'implicit', isBig, syntax === 'rle');
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    length,
    meta,
    syntax === 'deflated' ? deflateRawSync(body) : body,
  ]);
}

const longForms = ['OB', 'OW', 'SQ', 'UN', 'UT', 'OF'];

function encode(
  elements: readonly DicomElement[],
  isExplicit: boolean,
  isBig: boolean,
  isRle = false,
): Buffer {
  const sorted = [...elements].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return Buffer.concat(
    sorted.map(([tag, vr, value]) => {
      const isPixels = tag.toLowerCase() === '7fe00010';
      const content =
        isPixels && isRle
          ? encapsulated(value as Uint8Array | readonly (readonly DicomElement[])[])
          : valueBytes(vr, value, isExplicit, isBig);
      const undefinedLength = isPixels && isRle;
      const u16 = (n: number): Buffer => {
        const bytes = Buffer.alloc(2);
        if (isBig) bytes.writeUInt16BE(n);
        else bytes.writeUInt16LE(n);
        return bytes;
      };
      const u32 = (n: number): Buffer => {
        const bytes = Buffer.alloc(4);
        if (isBig) bytes.writeUInt32BE(n);
        else bytes.writeUInt32LE(n);
        return bytes;
      };
      const size = undefinedLength ? 0xffffffff : content.length;
      const head = [
        u16(Number.parseInt(tag.slice(0, 4), 16)),
        u16(Number.parseInt(tag.slice(4), 16)),
      ];
      if (!isExplicit) head.push(u32(size));
      else if (longForms.includes(vr)) head.push(Buffer.from(vr), Buffer.alloc(2), u32(size));
      else head.push(Buffer.from(vr), u16(size));
      return Buffer.concat([...head, content]);
    }),
  );
}

function valueBytes(vr: string, value: DicomValue, isExplicit: boolean, isBig: boolean): Buffer {
  if (vr === 'SQ') {
    return Buffer.concat(
      (value as readonly (readonly DicomElement[])[]).map((item) => {
        const content = encode(item, isExplicit, isBig);
        const head = Buffer.alloc(8);
        if (isBig) {
          head.writeUInt16BE(0xfffe, 0);
          head.writeUInt16BE(0xe000, 2);
          head.writeUInt32BE(content.length, 4);
        } else {
          head.writeUInt16LE(0xfffe, 0);
          head.writeUInt16LE(0xe000, 2);
          head.writeUInt32LE(content.length, 4);
        }
        return Buffer.concat([head, content]);
      }),
    );
  }
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    return even(vr === 'OW' && isBig ? bytes.swap16() : bytes);
  }
  if (typeof value === 'string') return even(Buffer.from(value, 'latin1'), vr === 'UI' ? 0 : 32);
  const numbers = typeof value === 'number' ? [value] : (value as readonly number[]);
  const view = new DataView(new ArrayBuffer(numbers.length * 8));
  const width = { US: 2, SS: 2, UL: 4, FD: 8 }[vr];
  if (width === undefined) return even(Buffer.from(numbers.join('\\')), 32);
  numbers.forEach((n, i) => {
    if (vr === 'US') view.setUint16(2 * i, n, !isBig);
    if (vr === 'SS') view.setInt16(2 * i, n, !isBig);
    if (vr === 'UL') view.setUint32(4 * i, n, !isBig);
    if (vr === 'FD') view.setFloat64(8 * i, n, !isBig);
  });
  return Buffer.from(view.buffer, 0, width * numbers.length);
}

function even(bytes: Buffer, fill = 0): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([fill])]);
}

/** One frame of 16-bit samples as RLE, after an empty offset table. */
function encapsulated(value: DicomValue): Buffer {
  const samples = Buffer.from(value as Uint8Array);
  const planes = [1, 0].map((byte) =>
    packBits(Buffer.from(samples.filter((_, i) => i % 2 === byte))),
  );
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + planes[0]!.length, 8);
  const frame = even(Buffer.concat([header, ...planes]));
  const item = (tag: number, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(0xfffe, 0);
    head.writeUInt16LE(tag, 2);
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content]);
  };
  return Buffer.concat([
    item(0xe000, Buffer.alloc(0)),
    item(0xe000, frame),
    item(0xe0dd, Buffer.alloc(0)),
  ]);
}

/** Runs of equal bytes as runs, all others as literals of one byte. */
function packBits(bytes: Buffer): Buffer {
  const out: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    let n = 1;
    while (n < 128 && bytes[i + n] === bytes[i]) n++;
    if (n === 1) out.push(0, bytes[i]!);
    else out.push(257 - n, bytes[i]!);
    i += n;
  }
  return even(Buffer.from(out), 128);
}
