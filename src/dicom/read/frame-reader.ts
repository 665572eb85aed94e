import dicomParser, { type DataSet } from 'dicom-parser';
import { InputError } from '../../errors.js';
import { decompress, isCompressed } from '../codecs/decompress.js';
import { parseFile, pixelData } from '../file/parse-file.js';
import type { SliceHeader } from './slice-header.js';

const bigEndian = '1.2.840.10008.1.2.2';

/** Gives the stored samples of a slice: little-endian, `bitsAllocated` each, rows one after the other. */
export type ReadFrame = (slice: SliceHeader) => Promise<Uint8Array>;

/**
 * Opens the pixels of slices. The file that was read last is kept, for its further frames.
 *
 * @returns a function that throws InputError when a file is damaged, or is compressed in a way that is not read
 */
export function frameReader(): ReadFrame {
  let last: { path: string; file: DataSet } | null = null;
  return async (slice) => {
    const { path, pixels } = slice;
    if (last?.path !== path) {
      const file = await parseFile(path);
      if (file === null) throw damaged(slice, 'cannot be parsed');
      last = { path, file };
    }
    const element = last.file.elements[pixelData];
    if (element === undefined) throw damaged(slice, 'has no pixels');
    if (!isCompressed(pixels!.transferSyntax)) return plainFrame(last.file, slice);
    return decompress(encapsulatedFrame(last.file, slice), pixels!, nameOf(slice));
  };
}

/** What a slice is called in messages: neither file names nor UIDs, which may name a patient. */
export function nameOf({ modality, instanceNumber, frame }: SliceHeader): string {
  const number = frame === null ? instanceNumber : frame + 1;
  return `slice ${number ?? '?'} of a series of modality ${modality}`;
}

function damaged(slice: SliceHeader, how: string): InputError {
  return new InputError(`The file of ${nameOf(slice)} ${how}. Copy or export it again.`);
}

function plainFrame(file: DataSet, slice: SliceHeader): Uint8Array {
  const { rows, columns, bitsAllocated, transferSyntax } = slice.pixels!;
  const { dataOffset, length, vr } = file.elements[pixelData]!;
  const size = (rows * columns * bitsAllocated) / 8;
  const start = (slice.frame ?? 0) * size;
  if (start + size > length || dataOffset + start + size > file.byteArray.length) {
    throw damaged(slice, `ends before its ${rows} x ${columns} pixels do`);
  }
  const bytes = file.byteArray.subarray(dataOffset + start, dataOffset + start + size);
  return transferSyntax === bigEndian
    ? swapped(bytes, vr === 'OW' ? Math.max(16, bitsAllocated) : bitsAllocated)
    : bytes;
}

/** @param bits of a word: of 8-bit samples two are a word of VR OW */
function swapped(bytes: Uint8Array, bits: number): Uint8Array {
  const copy = Buffer.from(bytes);
  if (bits === 16) copy.swap16();
  if (bits === 32) copy.swap32();
  return copy;
}

function encapsulatedFrame(file: DataSet, slice: SliceHeader): Uint8Array {
  const element = file.elements[pixelData]!;
  const { fragments = [], basicOffsetTable = [] } = element;
  const { frames } = slice.pixels!;
  const frame = slice.frame ?? 0;
  try {
    if (frames <= 1) {
      return dicomParser.readEncapsulatedPixelDataFromFragments(file, element, 0, fragments.length);
    }
    if (fragments.length === frames) {
      return dicomParser.readEncapsulatedPixelDataFromFragments(file, element, frame, 1);
    }
    const table =
      basicOffsetTable.length > 0
        ? basicOffsetTable
        : dicomParser.createJPEGBasicOffsetTable(file, element);
    return dicomParser.readEncapsulatedImageFrame(file, element, frame, table);
  } catch {
    throw damaged(slice, 'has compressed pixels that are not whole');
  }
}
