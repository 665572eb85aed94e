import { writeFileSync } from 'node:fs';
import type { Volume } from '../../src/image/volume.js';

/**
 * Writes an int16 volume with the identity direction as an uncompressed .nrrd.
 *
 * @param replaced fields to replace or, with null, to leave out; others are added at the end
 * @param body what follows the header, default the voxels
 */
export function writeNrrd(
  path: string,
  { size, spacing, origin, data }: Volume<Int16Array>,
  replaced: Readonly<Record<string, string | null>> = {},
  body: Uint8Array = Buffer.from(data.buffer, data.byteOffset, data.byteLength),
): void {
  const fields: Record<string, string | null> = {
    type: 'short',
    dimension: '3',
    space: 'left-posterior-superior',
    sizes: size.join(' '),
    'space directions': `(${spacing[0]},0,0) (0,${spacing[1]},0) (0,0,${spacing[2]})`,
    kinds: 'domain domain domain',
    endian: 'little',
    encoding: 'raw',
    'space origin': `(${origin.join(',')})`,
    ...replaced,
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => `${field}: ${value}`);
  writeFileSync(path, Buffer.concat([Buffer.from(`NRRD0004\n${lines.join('\n')}\n\n`), body]));
}
