import type { Voxels } from '../../array/voxels.js';
import type { StoredVoxels } from '../stored/stored-image.js';
import { asVoxels, bytesPerVoxel, keptTypes } from '../stored/voxel-type.js';

/**
 * Makes voxels of their bytes: in their own type where that is one of {@link Voxels} and the file has
 * no scale, else in float32, rounded once from double precision.
 *
 * @param bytes at the start of their buffer; turned to this machine's byte order in place
 */
export function decodeVoxels(
  bytes: Uint8Array<SharedArrayBuffer>,
  { type, isLittleEndian, scale }: Pick<StoredVoxels, 'type' | 'isLittleEndian' | 'scale'>,
): Voxels {
  if (!isLittleEndian) swapBytes(bytes, bytesPerVoxel(type));
  const stored = asVoxels(type, bytes.buffer);
  if (scale === null && keptTypes.has(type)) return stored as Voxels;
  const data = new Float32Array(new SharedArrayBuffer(4 * stored.length));
  const { slope, intercept } = scale ?? { slope: 1, intercept: 0 };
  for (let i = 0; i < data.length; i++) data[i] = Number(stored[i]) * slope + intercept;
  return data;
}

function swapBytes(bytes: Uint8Array<SharedArrayBuffer>, size: number): void {
  const buffer = Buffer.from(bytes.buffer);
  if (size === 2) buffer.swap16();
  if (size === 4) buffer.swap32();
  if (size === 8) buffer.swap64();
}
