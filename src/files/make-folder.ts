import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './system-error.js';

/**
 * Makes a folder and those above it, where they are missing. Node.js' own way with `recursive` goes round for ever where a
 * folder is there and the system says that it is not: in /proc, and in places that are mounted when they are asked for.
 *
 * @throws the system's error when it cannot be made; EEXIST when something else is there
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    const above = dirname(path);
    if (!isSystemError(error) || error.code !== 'ENOENT' || above === path) throw error;
    await makeFolder(above);
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = (await stat(path).catch(() => null))?.isDirectory();
    if (!isThere) throw error;
  }
}
