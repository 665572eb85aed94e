import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { byCodePoint } from '../files/by-code-point.js';
import { sha256 } from '../files/sha256.js';
import { sha256Of } from '../files/sha256-of.js';
import { isSystemError } from '../files/system-error.js';
import { openImage } from '../image/read/open-image.js';

/** The bytes of a file. */
export interface FileSum {
  readonly bytes: number;
  readonly sha256: string;
}

/** The bytes of several files, in whatever order and under whatever names. */
export interface FilesSum extends FileSum {
  readonly files: number;
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

/**
 * Sums up files whose names must not be told.
 *
 * @throws InputError when one cannot be read
 */
export async function sumNameless(paths: readonly string[]): Promise<FilesSum> {
  const sums: FileSum[] = [];
  for (const path of paths) sums.push(await sumFile(path).catch(refuse));
  const all = sums.map((sum) => sum.sha256).sort(byCodePoint);
  return {
    files: sums.length,
    bytes: sums.reduce((bytes, sum) => bytes + sum.bytes, 0),
    sha256: sha256Of(all.join('\n')),
  };
}

/** Sums up the files of a folder by their names; null where there is no such folder. */
export async function sumFolder(folder: string): Promise<Readonly<Record<string, FileSum>> | null> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const sums = names
    .sort(byCodePoint)
    .map(async (name) => [name, await sumFile(join(folder, name))]);
  return Object.fromEntries(await Promise.all(sums));
}

function refuse(error: unknown): never {
  if (!isSystemError(error)) throw error;
  throw new InputError(
    `A file of the study cannot be read (${error.code}). Expected all of them to stay as they are until the study is done.`,
    { cause: error },
  );
}
