import { stat } from 'node:fs/promises';
import { ResourceError } from '../../errors.js';
import type { StoredImage } from '../stored/stored-image.js';
import { bytesPerVoxel } from '../stored/voxel-type.js';
import { voxelCount } from '../volume.js';
import { inflate, mostInflated } from './inflate.js';
import { readText } from './read-text.js';
import { refuseSurplus, truncated } from './wrong-length.js';

/** The bytes of all voxels, as the file has them, and what is to be said of what follows them. */
export interface VoxelBytes {
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly remarks: readonly string[];
}

/**
 * Reads the voxels of an image, inflates and counts them. zlib checks what it inflates by its
 * checksum.
 *
 * @throws InputError when they are damaged, too few, or so many more that the header's size must be
 *   wrong
 * @throws ResourceError when there is no memory for them
 */
export async function readVoxels(image: StoredImage): Promise<VoxelBytes> {
  const available = await checkLength(image);
  if (image.voxels.encoding === 'text') return { bytes: await readText(image), remarks: [] };
  const bytes = new Uint8Array(await allocate(image));
  const keep = keeper(bytes);
  return { bytes, remarks: await pass(image, available, keep) };
}

/**
 * Inflates the voxels of an image without keeping them, to know whether the file holds what its
 * header promises.
 *
 * @throws InputError as {@link readVoxels}
 */
export async function countVoxels(image: StoredImage): Promise<void> {
  const available = await checkLength(image);
  if (image.voxels.encoding !== 'text') await pass(image, available, () => undefined);
}

/** Bytes that the header promises. */
function promisedBytes({ geometry, voxels }: StoredImage): number {
  return voxelCount(geometry.size) * bytesPerVoxel(voxels.type);
}

/** How many bytes there are from the start of the voxels; enough to be all of them, at least. */
async function checkLength(image: StoredImage): Promise<number> {
  const { path, encoding, start, end, skip } = image.voxels;
  const promised = promisedBytes(image);
  const onDisk = (await stat(path)).size;
  const available = Math.max(0, onDisk - start);
  if (Number.isFinite(end) && onDisk < end) throw truncated(image, end - start, available);
  if (encoding === 'raw') {
    const found = available - (skip === 'rest' ? 0 : skip);
    if (found < promised) throw truncated(image, promised, found);
  }
  const least = Math.ceil(promised / mostInflated);
  if (encoding !== 'text' && available < least) throw truncated(image, least, available);
  // A digit and a blank for each voxel.
  const digits = 2 * voxelCount(image.geometry.size) - 1;
  if (encoding === 'text' && available < digits) throw truncated(image, digits, available);
  return available;
}

async function allocate(image: StoredImage): Promise<SharedArrayBuffer> {
  try {
    return new SharedArrayBuffer(promisedBytes(image));
  } catch (cause) {
    // A header that lies is the likelier reason.
    await countVoxels(image);
    throw new ResourceError(
      `There is no memory for the ${promisedBytes(image)} bytes of voxels of ${image.path} (${(cause as Error).message}).`,
      { cause },
    );
  }
}

/** Copies what comes, from `skip` on, until the bytes are full. */
function keeper(bytes: Uint8Array) {
  return (chunk: Buffer, at: number): void => {
    const kept = chunk.subarray(Math.max(0, -at), Math.max(0, bytes.length - at));
    if (kept.length > 0) bytes.set(kept, Math.max(0, at));
  };
}

/**
 * Goes through the voxels of an image.
 *
 * @param available bytes in the file from where they start
 * @param see sees them chunk by chunk, and where each chunk lies among the voxels' bytes
 * @returns what is to be said of what follows them
 */
async function pass(
  image: StoredImage,
  available: number,
  see: (chunk: Buffer, at: number) => void,
): Promise<readonly string[]> {
  const after =
    image.voxels.encoding === 'raw'
      ? await passRaw(image, available, see)
      : await passInflated(image, available, see);
  return after > 0 ? [`${after} byte(s) that follow its voxels are left out.`] : [];
}

async function passRaw(
  image: StoredImage,
  available: number,
  see: (chunk: Buffer, at: number) => void,
): Promise<number> {
  const { path, start, skip } = image.voxels;
  const promised = promisedBytes(image);
  const first = start + (skip === 'rest' ? available - promised : skip);
  const after = start + available - first - promised;
  refuseSurplus(image, after);
  let at = 0;
  const onChunk = (chunk: Buffer): void => {
    see(chunk, at);
    at += chunk.length;
  };
  await inflate(path, 'raw', { start: first, end: first + promised, onChunk });
  if (at < promised) throw truncated(image, promised, at);
  return after;
}

async function passInflated(
  image: StoredImage,
  available: number,
  see: (chunk: Buffer, at: number) => void,
): Promise<number> {
  const { path, start, end, skip } = image.voxels;
  const encoding = image.voxels.encoding === 'gzip' ? 'gzip' : 'zlib';
  const promised = promisedBytes(image);
  let at =
    skip === 'rest'
      ? Math.min(0, promised - (await inflate(path, encoding, { start, end })).total)
      : -skip;
  const onChunk = (chunk: Buffer): void => {
    see(chunk, at);
    at += chunk.length;
    // Not all of what a few bytes can stand for is waited for.
    refuseSurplus(image, at - promised);
  };
  const { consumed } = await inflate(path, encoding, { start, end, onChunk });
  if (at < promised) throw truncated(image, promised, Math.max(0, at));
  // After a gzip there are zeros at most.
  const unread = encoding === 'gzip' ? 0 : available - consumed;
  return at - promised + unread;
}
