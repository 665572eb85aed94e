import { open, realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.js';
import { makeFolder } from './make-folder.js';
import { finalName, withPartial } from './partial-files.js';
import { systemError } from './system-error.js';

/**
 * Writes a file or a folder whole or not at all: under another name beside it, onto the disk, and only
 * then renamed onto what was there before. Nobody ever sees it half-written, or sees the old one gone
 * before the new one is there. Its folder is made if need be; a link is followed.
 *
 * @param write makes the file, or folder, under the name that it is given; what it throws is thrown on
 * @returns what `write` does
 * @throws ResourceError when the disk is full, or the like
 * @throws UsageError when it cannot be written there
 */
export async function writeWhole<T>(
  path: string,
  write: (partial: string) => Promise<T>,
): Promise<T> {
  try {
    const target = await followed(path);
    await makeFolder(dirname(target));
    return await withPartial(target, async (partial) => {
      const result = await write(partial);
      await toDisk(partial);
      await rename(partial, target);
      await toDisk(dirname(target));
      return result;
    });
  } catch (cause) {
    throw systemError(cause, finalName(path), 'written', UsageError);
  }
}

/** Where a link leads to; the path itself where there is none, or nothing yet. */
export async function followed(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** So that it outlives a loss of power: a new name may otherwise get there before what it names. */
async function toDisk(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  const syncing = sync(path, isFolder ? 'r' : 'r+');
  // Not every system can do it with a folder.
  await (isFolder ? syncing.catch(() => undefined) : syncing);
}

async function sync(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
