import { open } from 'node:fs/promises';
import { InputError } from '../errors.js';

/** What the text header of a MetaImage (.mha, .mhd) promises. Lists run x, y, z. */
export interface MetaHeader {
  readonly size: readonly number[];
  readonly spacing: readonly number[];
  readonly elementType: string;
  readonly channels: number;
  readonly compressedBytes: number | null;
  readonly isCompressed: boolean;
  /** Whether the voxels are little-endian numbers as they are, which they are in all but odd files. */
  readonly isPlain: boolean;
  /** `LOCAL`, or the name of the file that holds the voxels. */
  readonly elementDataFile: string;
  /** Where the voxels start when they follow the header. */
  readonly headerBytes: number;
  /** The header itself, up to and with the line that says where the voxels are. */
  readonly text: string;
}

/** Bytes per voxel of each MetaImage element type that can hold an image here. */
export const elementBytes: Readonly<Record<string, number>> = {
  MET_CHAR: 1,
  MET_UCHAR: 1,
  MET_SHORT: 2,
  MET_USHORT: 2,
  MET_INT: 4,
  MET_UINT: 4,
  MET_LONG: 4,
  MET_ULONG: 4,
  MET_LONG_LONG: 8,
  MET_ULONG_LONG: 8,
  MET_FLOAT: 4,
  MET_DOUBLE: 8,
};

// Real headers are a few hundred bytes; anything without its last line by here is no MetaImage.
const longestHeader = 64 * 1024;

/**
 * Reads the text header of a MetaImage file.
 *
 * @throws InputError when the file is no MetaImage or its header is incomplete
 */
export async function readMetaHeader(path: string): Promise<MetaHeader> {
  const text = await readStart(path);
  const fields = new Map<string, string>();
  const line = /([^\n]*)\n/gy;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [key, value] = splitField(match[1] ?? '');
    if (key === null) break;
    fields.set(key, value);
    if (key === 'ElementDataFile') {
      return interpret(path, fields, text.slice(0, line.lastIndex));
    }
  }
  throw new InputError(
    `${path} is not a MetaImage: its header has no "ElementDataFile = ..." line. Expected an .mha or .mhd file as ITK writes it; it may be truncated or another format.`,
  );
}

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function splitField(line: string): [string | null, string] {
  const at = line.indexOf('=');
  return at < 1 ? [null, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

function interpret(path: string, fields: Map<string, string>, text: string): MetaHeader {
  const numbers = (...keys: string[]): number[] => {
    const value = keys.map((key) => fields.get(key)).find((found) => found !== undefined);
    return value === undefined ? [] : value.split(/\s+/).map(Number);
  };
  const flag = (key: string): boolean => /^true$/i.test(fields.get(key) ?? '');
  const size = numbers('DimSize');
  const dimensions = numbers('NDims')[0];
  if (size.length === 0 || size.length !== dimensions) {
    throw new InputError(
      `${path}: the header says NDims = ${fields.get('NDims') ?? 'nothing'} and DimSize = ${fields.get('DimSize') ?? 'nothing'}. Expected as many sizes as dimensions.`,
    );
  }
  const compressed = numbers('CompressedDataSize')[0];
  return {
    size,
    spacing: numbers('ElementSpacing', 'ElementSize'),
    elementType: fields.get('ElementType') ?? '',
    channels: numbers('ElementNumberOfChannels')[0] ?? 1,
    compressedBytes: compressed === undefined ? null : compressed,
    isCompressed: flag('CompressedData'),
    // A line more than fields is a field given twice, of which ITK may take the other one.
    isPlain: isPlain(fields) && fields.size === text.split('\n').length - 1,
    elementDataFile: fields.get('ElementDataFile') ?? '',
    headerBytes: text.length,
    text,
  };
}

/** Whether every field that changes how voxels are read has its usual value. */
function isPlain(fields: ReadonlyMap<string, string>): boolean {
  const unusual = [
    'HeaderSize',
    'ElementToIntensityFunctionSlope',
    'ElementToIntensityFunctionOffset',
  ];
  const isOneOf = (key: string, ...values: string[]): boolean =>
    values.includes(fields.get(key) ?? 'False');
  return (
    isOneOf('BinaryData', 'True') &&
    isOneOf('BinaryDataByteOrderMSB', 'False') &&
    isOneOf('ElementByteOrderMSB', 'False') &&
    isOneOf('CompressedData', 'True', 'False') &&
    !unusual.some((key) => fields.has(key))
  );
}
