import { extname } from 'node:path';
import { InputError } from '../../errors.js';
import { checkGeometry } from '../stored/check-geometry.js';
import { parseNumbers } from '../stored/parse-numbers.js';
import { readStart } from '../stored/read-start.js';
import { elsewhere, siblingFile } from '../stored/sibling-file.js';
import type { StoredImage, StoredVoxels } from '../stored/stored-image.js';
import { bytesPerVoxel, type VoxelType } from '../stored/voxel-type.js';
import { nrrdGeometry } from './nrrd-geometry.js';
import { nrrdStandIn } from './nrrd-stand-in.js';
import { type NrrdHeader, parseNrrdHeader } from './parse-nrrd-header.js';

const names: Readonly<Record<VoxelType, string>> = {
  int8: 'signed char, int8, int8_t',
  uint8: 'uchar, unsigned char, uint8, uint8_t',
  int16: 'short, short int, signed short, signed short int, int16, int16_t',
  uint16: 'ushort, unsigned short, unsigned short int, uint16, uint16_t',
  int32: 'int, signed int, int32, int32_t',
  uint32: 'uint, unsigned int, uint32, uint32_t',
  int64:
    'longlong, long long, long long int, signed long long, signed long long int, int64, int64_t',
  uint64: 'ulonglong, unsigned long long, unsigned long long int, uint64, uint64_t',
  float32: 'float',
  float64: 'double',
};
const types = new Map(
  Object.entries(names).flatMap(([type, all]) =>
    all.split(', ').map((name) => [name, type as VoxelType]),
  ),
);
const encodings = new Map<string, StoredVoxels['encoding']>(
  Object.entries({
    raw: 'raw',
    gzip: 'gzip',
    gz: 'gzip',
    ascii: 'text',
    text: 'text',
    txt: 'text',
  } as const),
);

/**
 * Reads the header of a NRRD (.nrrd, or .nhdr with one file beside it).
 *
 * @param start the first bytes of the file, a character a byte (latin1)
 * @throws InputError when the header is unusable, does not say how the image lies in the patient, or
 *   names a file elsewhere
 */
export async function openNrrd(path: string, start: string): Promise<StoredImage> {
  const header = parseNrrdHeader(path, start);
  const { fields } = header;
  const refusal = (field: string, expected: string): InputError =>
    new InputError(
      `${path}: the header says ${field}: ${fields.get(field) ?? 'nothing'}. Expected ${expected}.`,
    );
  const type = types.get((fields.get('type') ?? '').toLowerCase());
  if (type === undefined) throw refusal('type', [...types.keys()].join(', '));
  const encoding = encodings.get((fields.get('encoding') ?? '').toLowerCase());
  if (encoding === undefined) throw refusal('encoding', 'raw, gzip or ascii');
  const endian = fields.get('endian')?.toLowerCase();
  if (encoding !== 'text' && bytesPerVoxel(type) > 1 && !/^(little|big)$/.test(endian ?? '')) {
    throw refusal('endian', 'little or big');
  }
  // Numbers written out have no byte order.
  const isLittleEndian = encoding === 'text' || endian !== 'big';
  const found = nrrdGeometry(path, header);
  checkGeometry(path, found.geometry);
  return {
    path,
    format: 'NRRD',
    geometry: found.geometry,
    voxels: {
      ...(await placeOf(path, header, encoding, refusal)),
      encoding,
      type,
      isLittleEndian,
      scale: null,
    },
    standIn: nrrdStandIn(header, found, type, isLittleEndian),
    remarks: found.remarks,
  };
}

async function placeOf(
  path: string,
  { fields, headerBytes }: NrrdHeader,
  encoding: StoredVoxels['encoding'],
  refusal: (field: string, expected: string) => InputError,
): Promise<Pick<StoredVoxels, 'path' | 'start' | 'end' | 'skip'>> {
  const name = fields.get('data file');
  if (name !== undefined && extname(path).toLowerCase() !== '.nhdr') throw elsewhere(path, name);
  const dataPath = name === undefined ? path : await siblingFile(path, name);
  const [lines = 0] = parseNumbers(fields.get('line skip') ?? '');
  const [bytes = 0] = parseNumbers(fields.get('byte skip') ?? '');
  if (!Number.isSafeInteger(lines) || lines < 0) throw refusal('line skip', 'a number of lines');
  const most = encoding === 'raw' ? Number.MAX_SAFE_INTEGER : 0;
  if (!Number.isSafeInteger(bytes) || bytes < -1 || bytes > most) {
    throw refusal('byte skip', '-1 or, with encoding: raw, a number of bytes');
  }
  if (encoding === 'text' && bytes !== 0) throw refusal('byte skip', 'none with encoding: ascii');
  const first = name === undefined ? headerBytes : 0;
  return {
    path: dataPath,
    start: lines === 0 ? first : await afterLines(dataPath, first, lines, refusal),
    end: Number.POSITIVE_INFINITY,
    skip: bytes === -1 ? 'rest' : bytes,
  };
}

const longestSkip = 64 * 1024;

/** Where a file goes on after some lines. */
async function afterLines(
  path: string,
  first: number,
  lines: number,
  refusal: (field: string, expected: string) => InputError,
): Promise<number> {
  const start = await readStart(path, first + longestSkip);
  let at = first;
  for (let i = 0; i < lines; i++) {
    at = start.indexOf('\n', at) + 1;
    if (at === 0)
      throw refusal('line skip', `no more lines than there are in ${longestSkip} bytes`);
  }
  return at;
}
