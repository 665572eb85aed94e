import { type FileHandle, open, readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';

/** Pixel Data; everything before it is the header. */
export const pixelData = 'x7fe00010';

const headBytes = 64 * 1024;

/**
 * Parses a DICOM file up to its pixels, of which only the place is told. Most headers are in the first
 * 64 KB; of longer ones the whole file is read.
 *
 * @returns null for a file that is no DICOM; `damaged` for one that begins as DICOM does and cannot be parsed
 */
export async function parseHeader(path: string): Promise<DataSet | 'damaged' | null> {
  const file = await open(path);
  try {
    const head = await readHead(file);
    if (!looksLikeDicom(head)) return null;
    const found = tryParse(head, pixelData);
    if (found?.elements[pixelData] !== undefined) return found;
    if (head.length < headBytes) return found ?? 'damaged';
  } finally {
    await file.close();
  }
  return tryParse(await readFile(path), pixelData) ?? 'damaged';
}

/**
 * Parses a whole DICOM file.
 *
 * @returns null for a file that is no DICOM, or is damaged
 */
export async function parseFile(path: string): Promise<DataSet | null> {
  return tryParse(await readFile(path), undefined);
}

async function readHead(file: FileHandle): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(headBytes);
  const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

function tryParse(bytes: Uint8Array, untilTag: string | undefined): DataSet | null {
  const syntax = hasPreamble(bytes) ? null : bareSyntax(bytes);
  try {
    return dicomParser.parseDicom(bytes, {
      inflater: inflate,
      ...(untilTag === undefined ? {} : { untilTag }),
      ...(syntax === null ? {} : { TransferSyntaxUID: syntax }),
    });
  } catch {
    // What dicom-parser throws is a text that names no cause.
    return null;
  }
}

/** The whole data set, its first `position` bytes as they are and the rest inflated. */
function inflate(bytes: Uint8Array, position: number): Uint8Array {
  const inflated = inflateRawSync(bytes.subarray(position));
  return Buffer.concat([bytes.subarray(0, position), inflated]);
}

function looksLikeDicom(bytes: Uint8Array): boolean {
  return hasPreamble(bytes) || bareSyntax(bytes) !== null;
}

function hasPreamble(bytes: Uint8Array): boolean {
  return bytes.length > 132 && Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';
}

/**
 * The transfer syntax of a data set without preamble, as old archives kept them: it begins with group 0008.
 *
 * @returns null for what is no data set
 */
function bareSyntax(bytes: Uint8Array): string | null {
  if (bytes.length < 16 || bytes[0] !== 8 || bytes[1] !== 0 || bytes[3] !== 0) return null;
  const vr = Buffer.from(bytes.subarray(4, 6)).toString('latin1');
  return /^[A-Z]{2}$/.test(vr) ? '1.2.840.10008.1.2.1' : '1.2.840.10008.1.2';
}
