import { readdir, rename } from 'node:fs/promises';
import { withPartial } from './partial-files.js';
import { isSystemError } from './system-error.js';
import { followed, writeWhole } from './write-whole.js';

/**
 * Writes a folder as a whole, in place of one that is there: that is moved aside in the last moment and removed then.
 *
 * @param write makes the folder under the name that it is given
 * @param names of what the earlier one may hold: it stays, and keeps the new one from its place, where there is anything else in it; null where
 *   that does not matter
 * @returns what `write` does
 * @throws as {@link writeWhole}; also when another process has put one there in that very moment
 */
export async function replaceFolder<T>(
  path: string,
  write: (partial: string) => Promise<T>,
  names: readonly string[] | null = null,
): Promise<T> {
  const target = await followed(path);
  return withPartial(target, (aside) =>
    writeWhole(target, async (partial) => {
      const result = await write(partial);
      if (names === null || (await holdsOnly(target, names))) {
        await rename(target, aside).catch(ignoreMissing);
      }
      return result;
    }),
  );
}

async function holdsOnly(folder: string, names: readonly string[]): Promise<boolean> {
  const found = await readdir(folder).catch(() => []);
  return found.every((name) => names.includes(name));
}

function ignoreMissing(error: unknown): void {
  if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
}
