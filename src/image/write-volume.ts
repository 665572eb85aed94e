import type { Voxels } from '../array/voxels.js';
import { ResourceError, UsageError } from '../errors.js';
import { writeWhole } from '../files/write-whole.js';
import { readVolume } from './read-volume.js';
import type { Geometry, Volume } from './volume.js';
import { writeMetaImage } from './write-meta-image.js';

/**
 * Writes a volume as a compressed .mha so that no half-written or misplaced image can ever be seen
 * under its name: it is written beside it, read back, compared, and only then renamed into place.
 *
 * @throws UsageError when the path is no .mha or cannot be written to
 * @throws ResourceError when the disk is full or what was read back differs
 */
export async function writeVolume(path: string, volume: Volume<Voxels>): Promise<void> {
  checkMaskName(path);
  await writeWhole(path, async (partial) => {
    await writeMetaImage(partial, volume);
    await verify(path, partial, volume);
  });
}

/**
 * Checks that a path is that of an image which can be written.
 *
 * @throws UsageError when it does not end in .mha
 */
export function checkMaskName(path: string): void {
  if (!path.toLowerCase().endsWith('.mha')) {
    throw new UsageError(`${path} is not a name for a mask. Expected a file ending in .mha.`);
  }
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
