import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The names of what is in a folder and is no folder itself, nor a link to one, whatever it is called.
 *
 * @throws as readdir
 */
export async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isFile = await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isSymbolicLink()) return !entry.isDirectory();
      const target = await stat(join(folder, entry.name)).catch(() => null);
      return !target?.isDirectory();
    }),
  );
  return entries.filter((_, i) => isFile[i]).map(({ name }) => name);
}
