import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../volume.js';

// Masks are nearly all zeros: the most effort saves 200 KB and takes three times as long.
const level = 1;

/**
 * Writes a volume as a compressed .mha. Numbers are written with as many digits as it takes to read
 * the same ones back.
 *
 * @throws Error when the file cannot be written
 */
export async function writeMetaImage(path: string, volume: Volume<Voxels>): Promise<void> {
  const { data } = volume;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const stream = await promisify(deflate)(bytes, { level });
  const header = Buffer.from(headerOf(volume, stream.length), 'latin1');
  await pipeline([header, stream], createWriteStream(path));
}

function headerOf({ size, spacing, origin, direction: d, data }: Volume<Voxels>, bytes: number) {
  const fields = {
    ObjectType: 'Image',
    NDims: 3,
    BinaryData: 'True',
    BinaryDataByteOrderMSB: 'False',
    CompressedData: 'True',
    CompressedDataSize: bytes,
    // Column by column.
    TransformMatrix: [d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]].join(' '),
    Offset: origin.join(' '),
    CenterOfRotation: '0 0 0',
    ElementSpacing: spacing.join(' '),
    DimSize: size.join(' '),
    ElementType: elementType(data),
    ElementDataFile: 'LOCAL',
  };
  return Object.entries(fields)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
}

function elementType(data: Voxels): string {
  if (data instanceof Uint8Array) return 'MET_UCHAR';
  if (data instanceof Uint16Array) return 'MET_USHORT';
  return data instanceof Int16Array ? 'MET_SHORT' : 'MET_FLOAT';
}
