import { access, constants } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';
import type { Voxels } from '../array/voxels.js';
import { InputError, ResourceError } from '../errors.js';
import { addPartialFile, removePartialFile } from '../files/partial-files.js';
import { readVolume } from './read-volume.js';
import type { Geometry, Volume } from './volume.js';
import { writeMetaImage } from './write-meta-image.js';

/**
 * Writes a volume as a compressed .mha so that no half-written or misplaced image can ever be seen
 * under its name: it is written beside it, read back, compared, and only then renamed into place.
 *
 * @throws InputError when the path is no .mha or its folder cannot be written to
 * @throws ResourceError when the disk is full or what was read back differs
 */
export async function writeVolume(path: string, volume: Volume<Voxels>): Promise<void> {
  await checkWritable(path);
  const partial = partialPath(path);
  addPartialFile(partial);
  try {
    await writeMetaImage(partial, volume).catch((cause: unknown) => {
      throw new ResourceError(
        `${path} could not be written (${(cause as Error).message}). Check the free space of the output folder.`,
        { cause },
      );
    });
    await verify(path, partial, volume);
    await fs.move(partial, path, { overwrite: true });
  } finally {
    removePartialFile(partial);
  }
}

/**
 * Checks, before any work is done, that a mask can be written at a path; makes its folder.
 *
 * @throws InputError when the path does not end in .mha or its folder cannot be written to
 */
export async function checkWritable(path: string): Promise<void> {
  if (!path.toLowerCase().endsWith('.mha')) {
    throw new InputError(`${path} is not a name for a mask. Expected a file ending in .mha.`);
  }
  try {
    await fs.ensureDir(dirname(path));
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new InputError(
      `${dirname(path)} cannot be written to (${(cause as Error).message}). Choose another output folder or change its permissions.`,
      { cause },
    );
  }
}

/** Hidden, and unlike any name a platform would pick up. */
function partialPath(path: string): string {
  return join(dirname(path), `.${basename(path, '.mha')}.${process.pid}.partial.mha`);
}

async function verify(path: string, partial: string, expected: Volume<Voxels>): Promise<void> {
  const found = await readVolume(partial).catch((cause: Error) => {
    throw new ResourceError(
      `${path} was not kept: read back after writing, ${cause.message} The disk may be full or failing.`,
      { cause },
    );
  });
  const differs = differenceOf(found, expected);
  if (differs !== null || !sameVoxels(found.data, expected.data)) {
    throw new ResourceError(
      `${path} was not kept: read back after writing, its ${differs ?? 'voxels'} differ from what was meant. The disk may be full or failing.`,
    );
  }
}

function differenceOf(found: Geometry, expected: Geometry): keyof Geometry | null {
  const keys = ['size', 'spacing', 'origin', 'direction'] as const;
  // Reading may differ by rounding in the last digit.
  const close = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));
  return (
    keys.find(
      (key) => !expected[key].every((value, i) => close(found[key][i] ?? Number.NaN, value)),
    ) ?? null
  );
}

function sameVoxels(found: Voxels, expected: Voxels): boolean {
  const bytes = (view: ArrayBufferView): Buffer =>
    Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return bytes(found).equals(bytes(expected));
}
