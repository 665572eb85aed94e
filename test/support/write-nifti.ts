import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Volume } from '../../src/image/volume.js';

const headerBytes = 352;
const int16 = 4;

/**
 * Writes an int16 volume with the identity direction as NIfTI-1, gzipped if the name says so: with an
 * sform and the same qform.
 *
 * @param edit may change the header before it is written
 */
export function writeNifti(
  path: string,
  volume: Volume<Int16Array>,
  edit: (header: DataView) => void = () => undefined,
): void {
  const bytes = niftiBytes(volume, edit);
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(bytes) : bytes);
}

/** The file that {@link writeNifti} writes, not compressed. */
export function niftiBytes(
  { size, spacing, origin, data }: Volume<Int16Array>,
  edit: (header: DataView) => void = () => undefined,
): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeInt32LE(348, 0);
  for (const [i, n] of [3, ...size, 1, 1, 1, 1].entries()) header.writeInt16LE(n, 40 + 2 * i);
  header.writeInt16LE(int16, 70);
  header.writeInt16LE(16, 72);
  for (const [i, mm] of [1, ...spacing].entries()) header.writeFloatLE(mm, 76 + 4 * i);
  header.writeFloatLE(headerBytes, 108);
  header.writeFloatLE(1, 112);
  header.writeInt16LE(1, 252);
  header.writeInt16LE(1, 254);
  // NIfTI's world runs right, anterior, superior: x and y are those of LPS negated, a half turn about z.
  const [x, y, z] = [-origin[0], -origin[1], origin[2]];
  for (const [i, value] of [0, 0, 1, x, y, z].entries()) header.writeFloatLE(value, 256 + 4 * i);
  const rows = [
    [-spacing[0], 0, 0, x],
    [0, -spacing[1], 0, y],
    [0, 0, spacing[2], z],
  ];
  for (const [i, value] of rows.flat().entries()) header.writeFloatLE(value, 280 + 4 * i);
  header.write('n+1\0', 344, 'latin1');
  edit(new DataView(header.buffer, header.byteOffset, header.length));
  return Buffer.concat([header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]);
}
