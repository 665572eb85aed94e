import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../volume.js';

// As for MetaImage.
const level = 1;

/**
 * Writes a volume as a .nrrd compressed with gzip, in the space left-posterior-superior. Numbers are
 * written with as many digits as it takes to read the same ones back.
 *
 * @throws Error when the file cannot be written
 */
export async function writeNrrd(path: string, volume: Volume<Voxels>): Promise<void> {
  const { data } = volume;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const stream = await promisify(gzip)(bytes, { level });
  await pipeline([Buffer.from(headerOf(volume), 'latin1'), stream], createWriteStream(path));
}

function headerOf({ size, spacing, origin, direction: d, data }: Volume<Voxels>): string {
  const steps = ([0, 1, 2] as const).map((axis) => {
    const step = [d[axis], d[(axis + 3) as 3], d[(axis + 6) as 6]].map((c) => c * spacing[axis]);
    return `(${step.join(',')})`;
  });
  return `${[
    'NRRD0004',
    `type: ${typeOf(data)}`,
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${size.join(' ')}`,
    `space directions: ${steps.join(' ')}`,
    'kinds: domain domain domain',
    'endian: little',
    'encoding: gzip',
    `space origin: (${origin.join(',')})`,
  ].join('\n')}\n\n`;
}

function typeOf(data: Voxels): string {
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Uint16Array) return 'uint16';
  return data instanceof Int16Array ? 'int16' : 'float';
}
