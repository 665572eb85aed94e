import { open, stat } from 'node:fs/promises';
import { InputError } from '../errors.js';
import { collector, inflate, mostInflated } from './inflate.js';
import { readBytesWithItk, readWithItk } from './itk.js';
import type { PlainImage } from './itk-worker.js';

const nifti1HeaderBytes = 348;
const nifti2HeaderBytes = 540;

/**
 * Reads a NIfTI-1 image with ITK, which fills what a file lacks with zeros: it gets only files that
 * hold as many bytes as their header promises, and compressed ones inflated, in memory.
 *
 * @param path a .nii or .nii.gz file
 * @throws InputError when the file is no NIfTI-1, is damaged or is truncated
 * @throws Error with ITK's own words when ITK cannot read it
 */
export async function readNifti(path: string): Promise<PlainImage> {
  if (path.toLowerCase().endsWith('.gz')) {
    return readBytesWithItk(await inflateNifti(path), 'nii');
  }
  const { header, total } = await measure(path);
  const promised = promisedBytes(path, header);
  if (total < promised) throw truncated(path, promised, total);
  return readWithItk(path);
}

function truncated(path: string, promised: number, found: number): InputError {
  return new InputError(
    `${path} is truncated: the header promises ${promised} bytes, but the file holds ${found}. Copy or export it again.`,
  );
}

/** The bytes that the header promises. */
async function inflateNifti(path: string): Promise<Uint8Array> {
  const most = mostInflated * (await stat(path)).size;
  let start = Buffer.alloc(0);
  let file = null as ReturnType<typeof collector> | null;
  const total = await inflate(path, 'gzip', {
    onChunk: (chunk) => {
      if (file === null) {
        start = Buffer.concat([start, chunk]);
        if (start.length < nifti1HeaderBytes) return;
        const promised = promisedBytes(path, start);
        if (promised > most) throw truncated(path, promised, most);
        file = collector(promised);
        chunk = start;
      }
      file.add(chunk);
    },
  });
  // What is too short for a header is refused here.
  const promised = promisedBytes(path, start);
  if (file === null || total < promised) throw truncated(path, promised, total);
  return file.bytes;
}

/** The header, and how many bytes the file holds. */
async function measure(path: string): Promise<{ readonly header: Buffer; readonly total: number }> {
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
