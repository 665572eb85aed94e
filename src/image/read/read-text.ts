import { InputError } from '../../errors.js';
import { parseNumbers } from '../stored/parse-numbers.js';
import type { StoredImage } from '../stored/stored-image.js';
import { asVoxels, bytesPerVoxel, type StoredArray } from '../stored/voxel-type.js';
import { voxelCount } from '../volume.js';
import { inflate } from './inflate.js';

/**
 * Reads voxels that are written as text, blanks between them.
 *
 * @returns the bytes of the voxels in their type, in this machine's byte order
 * @throws InputError when there are too few or too many, or one is no number of the type
 */
export async function readText({
  path,
  geometry,
  voxels,
}: StoredImage): Promise<Uint8Array<SharedArrayBuffer>> {
  const chunks: Buffer[] = [];
  const { start, end, type } = voxels;
  await inflate(voxels.path, 'raw', { start, end, onChunk: (chunk) => chunks.push(chunk) });
  const text = Buffer.concat(chunks).toString('latin1');
  const promised = voxelCount(geometry.size);
  const shared = new SharedArrayBuffer(promised * bytesPerVoxel(type));
  const data = asVoxels(type, shared);
  let count = 0;
  for (const [word] of text.matchAll(/\S+/g)) {
    if (count < promised) set(data, count, word, path);
    count++;
  }
  if (count === promised) return new Uint8Array(shared);
  const what = count < promised ? 'is truncated: it holds' : 'holds';
  throw new InputError(
    `${path} ${what} ${count} voxels as text, where its header promises ${promised} (${geometry.size.join(' x ')}). Copy or export the file again.`,
  );
}

function set(data: StoredArray, i: number, word: string, path: string): void {
  const [value = Number.NaN] = parseNumbers(word);
  const isBig = data instanceof BigInt64Array || data instanceof BigUint64Array;
  const isFraction = data instanceof Float32Array || data instanceof Float64Array;
  if (isBig && Number.isInteger(value)) data[i] = BigInt(word);
  else if (!isBig) data[i] = value;
  const isKept = isFraction || (isBig ? String(data[i]) === word : data[i] === value);
  if (isKept && Number.isFinite(value)) return;
  throw new InputError(
    `${path} has the voxel "${word.slice(0, 40)}". Expected a number that its type can hold: repair the image or export it again.`,
  );
}
