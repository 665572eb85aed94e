import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../errors.js';

const nifti1HeaderBytes = 348;
const nifti2HeaderBytes = 540;

/**
 * Checks that a .nii or .nii.gz file holds as many bytes as its header promises. ITK fills what a
 * truncated file lacks with zeros and says nothing, which would end in a wrong mask.
 *
 * @throws InputError when the file is no NIfTI, is damaged or is truncated
 */
export async function checkNifti(path: string): Promise<void> {
  let header = Buffer.alloc(0);
  let total = 0;
  const count = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      if (header.length < nifti2HeaderBytes) header = Buffer.concat([header, chunk]);
      total += chunk.length;
    }
  };
  try {
    const file = createReadStream(path);
    if (path.toLowerCase().endsWith('.gz')) await pipeline(file, createGunzip(), count);
    else await pipeline(file, count);
  } catch (cause) {
    throw new InputError(
      `${path} cannot be decompressed to its end (${(cause as Error).message}). It is damaged or truncated: copy or export it again.`,
      { cause },
    );
  }
  const promised = promisedBytes(path, header);
  if (total < promised) {
    throw new InputError(
      `${path} is truncated: the header promises ${promised} bytes, but the file holds ${total}. Copy or export it again.`,
    );
  }
}

function promisedBytes(path: string, header: Buffer): number {
  const layout = header.length >= nifti1HeaderBytes ? layoutOf(header) : null;
  if (layout === null) {
    throw new InputError(
      `${path} is not a NIfTI file: it does not start with a NIfTI-1 or NIfTI-2 header.`,
    );
  }
  const [rank = 0, ...sizes] = layout.dim;
  const voxels = sizes.slice(0, Math.min(rank, 7)).reduce((a, b) => a * Math.max(b, 1), 1);
  return layout.voxelOffset + (voxels * layout.bitsPerVoxel) / 8;
}

interface NiftiLayout {
  readonly dim: readonly number[];
  readonly bitsPerVoxel: number;
  readonly voxelOffset: number;
}

/** The fields that fix the file's length, in either version and byte order; null if it is neither. */
function layoutOf(header: Buffer): NiftiLayout | null {
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];
  for (const little of [true, false]) {
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    const version = view.getInt32(0, little);
    if (version === nifti1HeaderBytes) {
      return {
        dim: eight.map((i) => view.getInt16(40 + 2 * i, little)),
        bitsPerVoxel: view.getInt16(72, little),
        voxelOffset: view.getFloat32(108, little),
      };
    }
    if (version === nifti2HeaderBytes && header.length >= nifti2HeaderBytes) {
      return {
        dim: eight.map((i) => Number(view.getBigInt64(16 + 8 * i, little))),
        bitsPerVoxel: view.getInt16(14, little),
        voxelOffset: Number(view.getBigInt64(168, little)),
      };
    }
  }
  return null;
}
