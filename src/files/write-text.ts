import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';
import { InputError } from '../errors.js';
import { addPartialFile, removePartialFile } from './partial-files.js';

/**
 * Makes sure, before any work is done, that a file can be written; makes its folder.
 *
 * @throws InputError when it cannot
 */
export async function ensureWritable(path: string): Promise<void> {
  try {
    await fs.ensureDir(dirname(path));
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause as Error);
  }
}

/**
 * Writes a text file whole or not at all.
 *
 * @throws InputError when it cannot be written
 */
export async function writeText(path: string, text: string): Promise<void> {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  addPartialFile(partial);
  try {
    await fs.outputFile(partial, text);
    await fs.move(partial, path, { overwrite: true });
  } catch (cause) {
    throw unwritable(path, cause as Error);
  } finally {
    removePartialFile(partial);
  }
}

function unwritable(path: string, cause: Error): InputError {
  return new InputError(
    `${path} cannot be written (${cause.message}). Choose another place or change its permissions.`,
    { cause },
  );
}
