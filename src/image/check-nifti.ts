import { open } from 'node:fs/promises';
import { InputError } from '../errors.js';
import { inflatedBytes } from './inflated-bytes.js';

const nifti1HeaderBytes = 348;
const nifti2HeaderBytes = 540;

/**
 * Checks that a .nii or .nii.gz file holds as many bytes as its header promises.
 *
 * @throws InputError when the file is no NIfTI-1, is damaged or is truncated
 */
export async function checkNifti(path: string): Promise<void> {
  const isCompressed = path.toLowerCase().endsWith('.gz');
  const { header, total } = await (isCompressed ? measureCompressed(path) : measurePlain(path));
  const promised = promisedBytes(path, header);
  if (total < promised) {
    throw new InputError(
      `${path} is truncated: the header promises ${promised} bytes, but the file holds ${total}. Copy or export it again.`,
    );
  }
}

interface Measured {
  readonly header: Buffer;
  readonly total: number;
}

async function measureCompressed(path: string): Promise<Measured> {
  let header = Buffer.alloc(0);
  const onChunk = (chunk: Buffer): void => {
    if (header.length < nifti1HeaderBytes) header = Buffer.concat([header, chunk]);
  };
  const total = await inflatedBytes(path, 'gzip', { onChunk });
  return { header, total };
}

async function measurePlain(path: string): Promise<Measured> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(nifti1HeaderBytes), 0, undefined, 0);
    return { header: buffer.subarray(0, bytesRead), total: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

function promisedBytes(path: string, header: Buffer): number {
  const layout = header.length >= nifti1HeaderBytes ? layoutOf(path, header) : null;
  if (layout === null) {
    throw new InputError(`${path} is not a NIfTI file: it does not start with a NIfTI-1 header.`);
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

/** The fields that fix the file's length, in either byte order; null if it is no NIfTI header. */
function layoutOf(path: string, header: Buffer): NiftiLayout | null {
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  for (const little of [true, false]) {
    const version = view.getInt32(0, little);
    if (version === nifti1HeaderBytes) {
      return {
        dim: eight.map((i) => view.getInt16(40 + 2 * i, little)),
        bitsPerVoxel: view.getInt16(72, little),
        voxelOffset: view.getFloat32(108, little),
      };
    }
    if (version === nifti2HeaderBytes) {
      throw new InputError(
        `${path} is a NIfTI-2 file. Expected NIfTI-1, which is what ITK reads here: save it as NIfTI-1 or as .mha.`,
      );
    }
  }
  return null;
}
