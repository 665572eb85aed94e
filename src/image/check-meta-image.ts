import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '../errors.js';
import { mostInflated } from './inflate.js';
import { elementBytes, type MetaHeader, readMetaHeader } from './meta-header.js';

/** A MetaImage whose header keeps its promises as far as can be told without inflating anything. */
export interface CheckedMetaImage {
  readonly header: MetaHeader;
  /** Where the voxels are: the file itself, or the one beside an .mhd. `end` is exclusive. */
  readonly stored: { readonly path: string; readonly start: number; readonly end: number };
  /** Bytes of the voxels once they are inflated. */
  readonly voxelBytes: number;
}

/**
 * Checks what a MetaImage promises against what is on disk, before ITK opens it: ITK would follow
 * `ElementDataFile` anywhere, and says little of use about files that fall short.
 *
 * @throws InputError when the header is unusable, names a file elsewhere, or promises more data than
 *   there is
 */
export async function checkMetaImage(path: string): Promise<CheckedMetaImage> {
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
  const start = isLocal ? header.headerBytes : 0;
  const voxelBytes = promisedBytes(path, header);
  const least = header.isCompressed ? Math.ceil(voxelBytes / mostInflated) : voxelBytes;
  const promised = Math.max(least, (header.isCompressed && header.compressedBytes) || 0);
  const available = Math.max(bytesOnDisk - start, 0);
  if (available < promised) throw truncated(path, header, promised, available);
  const end = header.isCompressed
    ? start + (header.compressedBytes ?? available)
    : start + voxelBytes;
  return { header, stored: { path: dataPath, start, end }, voxelBytes };
}

/** The refusal of a file that holds fewer bytes than its header promises. */
export function truncated(
  path: string,
  header: MetaHeader,
  promised: number,
  found: number,
): InputError {
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
