import { writeFileSync } from 'node:fs';
import type { Voxels } from '../../src/array/voxels.js';
import type { Volume } from '../../src/image/volume.js';

/** Writes an uncompressed .mha by hand: header lines may be replaced (null drops one). */
export function writeMha(
  path: string,
  volume: Volume<Voxels>,
  replaced: Readonly<Record<string, string | null>> = {},
): void {
  const { size, spacing, origin, direction: d, data } = volume;
  const fields: Record<string, string | null> = {
    ObjectType: 'Image',
    NDims: '3',
    BinaryData: 'True',
    BinaryDataByteOrderMSB: 'False',
    CompressedData: 'False',
    // The file lists the columns of ITK's direction matrix one after the other.
    TransformMatrix: [d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]].join(' '),
    Offset: origin.join(' '),
    ElementSpacing: spacing.join(' '),
    DimSize: size.join(' '),
    ElementType: elementType(data),
    ...replaced,
    ElementDataFile: replaced.ElementDataFile ?? 'LOCAL',
  };
  const header = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  writeFileSync(path, Buffer.concat([Buffer.from(header), bytes]));
}

function elementType(data: Voxels): string {
  if (data instanceof Uint8Array) return 'MET_UCHAR';
  if (data instanceof Uint16Array) return 'MET_USHORT';
  return data instanceof Int16Array ? 'MET_SHORT' : 'MET_FLOAT';
}
