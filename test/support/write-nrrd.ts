import { writeFileSync } from 'node:fs';
import type { Volume } from '../../src/image/volume.js';

/** Writes an int16 volume with the identity direction as an uncompressed .nrrd. */
export function writeNrrd(path: string, { size, spacing, origin, data }: Volume<Int16Array>): void {
  const header = [
    'NRRD0004',
    'type: short',
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${size.join(' ')}`,
    `space directions: (${spacing[0]},0,0) (0,${spacing[1]},0) (0,0,${spacing[2]})`,
    'kinds: domain domain domain',
    'endian: little',
    'encoding: raw',
    `space origin: (${origin.join(',')})`,
  ].join('\n');
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  writeFileSync(path, Buffer.concat([Buffer.from(`${header}\n\n`), bytes]));
}
