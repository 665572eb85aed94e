import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '../errors.js';
import { inflatedBytes } from './inflated-bytes.js';
import type { PlainImage } from './itk-worker.js';
import { elementBytes, type MetaHeader, readMetaHeader } from './meta-header.js';
import { matchesZlibChecksum } from './zlib-checksum.js';

/** Checks voxels that ITK is reading. @throws InputError when they are not what the file should hold */
export type CheckVoxels = (reading: Promise<PlainImage>) => Promise<void>;

/**
 * Checks what a MetaImage promises against what is on disk, before ITK opens it: ITK would follow
 * `ElementDataFile` anywhere, and says little of use about files that fall short.
 *
 * @returns the part of the check that needs what ITK made of the file: whether compressed voxels are
 *   whole. The stream's own checksum tells; where it does not fit, inflating it again says why
 * @throws InputError, now or from that part, when the header is unusable, names a file elsewhere, or
 *   promises more data than there is
 */
export async function checkMetaImage(path: string): Promise<CheckVoxels> {
  const header = await readMetaHeader(path);
  checkShape(path, header);
  const dataPath = voxelFile(path, header.elementDataFile);
  const isLocal = dataPath === path;
  const { size: bytesOnDisk } = await stat(dataPath).catch((cause: unknown) => {
    throw new InputError(
      `${path} keeps its voxels in ${basename(dataPath)}, which is not beside it. Copy both files, or convert to a single .mha.`,
      { cause },
    );
  });
  const available = isLocal ? bytesOnDisk - header.headerBytes : bytesOnDisk;
  const voxelBytes = promisedBytes(path, header);
  const stored = header.isCompressed ? (header.compressedBytes ?? 1) : voxelBytes;
  if (available < stored) throw truncated(path, header, stored, Math.max(available, 0));
  return async (reading) => {
    if (!header.isCompressed) return;
    const start = isLocal ? header.headerBytes : 0;
    const end = header.compressedBytes === null ? bytesOnDisk : start + header.compressedBytes;
    const data = await reading.then(
      (image) => image.data,
      () => null,
    );
    const isComplete = data?.byteLength === voxelBytes;
    if (isComplete && (await matchesZlibChecksum(dataPath, end, data))) return;
    const inflated = await inflatedBytes(dataPath, 'zlib', { start, end });
    if (inflated < voxelBytes) throw truncated(path, header, voxelBytes, inflated);
  };
}

function truncated(path: string, header: MetaHeader, promised: number, found: number): InputError {
  const voxels = `${header.size.join(' x ')}, ${header.elementType}`;
  return new InputError(
    `${path} is truncated: the header promises ${promised} bytes of ${header.isCompressed ? 'compressed ' : ''}voxels (${voxels}), but only ${found} follow. Copy or export the file again.`,
  );
}

function checkShape(path: string, header: MetaHeader): void {
  if (!header.size.every((n) => Number.isSafeInteger(n) && n > 0)) {
    throw new InputError(
      `${path}: the header says DimSize = ${header.size.join(' ')}. Expected positive whole numbers.`,
    );
  }
  if (header.spacing.length > 0 && !header.spacing.every((mm) => Number.isFinite(mm) && mm > 0)) {
    throw new InputError(
      `${path}: the header says ElementSpacing = ${header.spacing.join(' ')}. Expected positive voxel sizes in mm; the mask's position and volumes depend on them.`,
    );
  }
}

function voxelFile(path: string, elementDataFile: string): string {
  if (elementDataFile === 'LOCAL') return path;
  const isSibling = basename(elementDataFile) === elementDataFile && !/[\s%]/.test(elementDataFile);
  if (extname(path).toLowerCase() !== '.mhd' || !isSibling || elementDataFile === 'LIST') {
    throw new InputError(
      `${path} says its voxels are in "${elementDataFile}". Expected "LOCAL" (or, for an .mhd, one file in the same folder); other files are not opened on a header's word. Convert the image to a single .mha.`,
    );
  }
  return join(dirname(path), elementDataFile);
}

function promisedBytes(path: string, header: MetaHeader): number {
  const bytes = elementBytes[header.elementType];
  if (bytes === undefined) {
    throw new InputError(
      `${path}: the header says ElementType = ${header.elementType || 'nothing'}. Expected one of ${Object.keys(elementBytes).join(', ')}.`,
    );
  }
  return header.size.reduce((a, b) => a * b, bytes * header.channels);
}
