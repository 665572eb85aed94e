import { rename } from 'node:fs/promises';
import { withPartial } from './partial-files.js';
import { isSystemError } from './system-error.js';
import { writeWhole } from './write-whole.js';

/**
 * Writes a folder as a whole, in place of one that is there: that is moved aside in the last moment and removed then.
 *
 * @param write makes the folder under the name that it is given
 * @returns what `write` does
 * @throws as {@link writeWhole}; also when another process has put one there in that very moment
 */
export async function replaceFolder<T>(
  path: string,
  write: (partial: string) => Promise<T>,
): Promise<T> {
  return withPartial(path, (aside) =>
    writeWhole(path, async (partial) => {
      const result = await write(partial);
      await rename(path, aside).catch(ignoreMissing);
      return result;
    }),
  );
}

function ignoreMissing(error: unknown): void {
  if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
}
