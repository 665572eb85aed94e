import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { byCodePoint } from './by-code-point.js';

/** What is in a folder; of a link what it leads to, and of one that leads nowhere that it is none of both. */
export interface FolderEntry {
  readonly name: string;
  readonly isLink: boolean;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

/**
 * What is in a folder, in the order of the names.
 *
 * @throws as readdir
 */
export async function entriesIn(folder: string): Promise<readonly FolderEntry[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const entries = found.map(async (entry): Promise<FolderEntry> => {
    const { name } = entry;
    const isLink = entry.isSymbolicLink();
    const kind = isLink ? await stat(join(folder, name)).catch((): Dirent => entry) : entry;
    return { name, isLink, isFolder: kind.isDirectory(), isFile: kind.isFile() };
  });
  return (await Promise.all(entries)).sort((a, b) => byCodePoint(a.name, b.name));
}
