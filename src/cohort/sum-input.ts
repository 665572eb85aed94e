import { stat } from 'node:fs/promises';
import { sha256 } from '../files/sha256.js';
import { openImage } from '../image/read/open-image.js';

/** The bytes of a file. */
export interface FileSum {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Sums up an image's file and, where the voxels lie in another one beside it, that too.
 *
 * @throws InputError when it is not there or its header cannot be used
 */
export async function sumInput(path: string): Promise<readonly FileSum[]> {
  const { voxels } = await openImage(path);
  const files = [...new Set([path, voxels.path])];
  return Promise.all(files.map(sumFile));
}

/** Sums up one file. */
export async function sumFile(path: string): Promise<FileSum> {
  return { bytes: (await stat(path)).size, sha256: await sha256(path) };
}
