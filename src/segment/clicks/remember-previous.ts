import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import { writeFileWhole } from '../../files/write-file-whole.js';
import type { Volume } from '../../image/volume.js';
import type { Log } from '../../log.js';
import type { Previous } from './click-input.js';

/**
 * What tells a case from others whatever its files are called: size, voxel size and voxels of its PET.
 *
 * @returns 64 hexadecimal digits
 */
export function fingerprint({ size, spacing, data }: Volume<Voxels>): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return createHash('sha256')
    .update(`${data.constructor.name} ${size.join(' ')} ${spacing.join(' ')}\n`)
    .update(bytes)
    .digest('hex');
}

const kinds = ['mask', 'probability'] as const;

const header = z.object({
  kind: z.enum(kinds),
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
});

/**
 * Reads what was found of a case the last time.
 *
 * @param folders where it may lie, the first first
 * @param key of the case
 * @param pet whose grid a mask has
 * @returns null where there is nothing, or only what is broken or of another kind
 */
export async function recallPrevious(
  folders: readonly string[],
  key: string,
  kind: Previous['kind'],
  pet: Volume<Voxels>,
): Promise<Previous | null> {
  for (const folder of folders) {
    const previous = await readPrevious(join(folder, fileName(key)), kind, pet).catch(() => null);
    if (previous !== null) return previous;
  }
  return null;
}

async function readPrevious(
  path: string,
  kind: Previous['kind'],
  { size, spacing, origin, direction }: Volume<Voxels>,
): Promise<Previous | null> {
  const content = await promisify(gunzip)(await readFile(path));
  const end = content.indexOf('\n');
  const told = header.parse(JSON.parse(content.toString('utf8', 0, end)));
  // A copy begins at an address that any kind of number may have.
  const bytes = Uint8Array.from(content.subarray(end + 1));
  const { shape } = told;
  const count = shape[0] * shape[1] * shape[2];
  if (told.kind !== kind) return null;
  if (kind === 'probability') {
    if (bytes.length !== 4 * count) return null;
    return { kind, data: new Float32Array(bytes.buffer), shape };
  }
  const isOnGrid = shape.every((length, axis) => length === size[2 - axis]);
  if (bytes.length !== count || !isOnGrid) return null;
  return { kind, mask: { size, spacing, origin, direction, data: bytes } };
}

/**
 * Keeps what was found of a case for the next time, in each of the folders that is there or can be made. That it can
 * be kept nowhere is told, and is no failure.
 */
export async function rememberPrevious(
  folders: readonly string[],
  key: string,
  previous: Previous,
  log: Log,
): Promise<void> {
  const [shape, voxels] = contentOf(previous);
  const bytes = new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength);
  const head = `${JSON.stringify({ kind: previous.kind, shape })}\n`;
  const packed = await promisify(gzip)(Buffer.concat([Buffer.from(head), bytes]), { level: 1 });
  const failures: string[] = [];
  for (const folder of folders) {
    await writeFileWhole(join(folder, fileName(key)), packed).catch((error: unknown) => {
      failures.push(error instanceof Error ? error.message : String(error));
    });
  }
  if (failures.length === folders.length) {
    log.warn({ folders, failures }, 'what was found could not be kept for the next iteration');
  }
}

function contentOf(previous: Previous): readonly [Shape, Uint8Array | Float32Array] {
  if (previous.kind === 'probability') return [previous.shape, previous.data];
  const [x, y, z] = previous.mask.size;
  return [[z, y, x], previous.mask.data];
}

function fileName(key: string): string {
  return `previous-${key.slice(0, 32)}.gz`;
}

/** Of folders that are used only where somebody has made them, those that are there. */
export function foldersThere(folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => existsSync(folder));
}
