import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { byCodePoint } from './by-code-point.js';

/** A folder, and what of it is no folder. */
export interface WalkedFolder {
  readonly path: string;
  /** In the order of their names: files, and links that lead nowhere, sockets and the like. */
  readonly entries: readonly WalkedEntry[];
}

export interface WalkedEntry {
  readonly name: string;
  readonly isFile: boolean;
}

export interface WalkOptions {
  /** Whether folders whose names begin with a dot are left out. Default: no. */
  readonly skipsHidden?: boolean;
  /** Hears of a folder below the first that cannot be read, which is left out. Default: the walk fails. */
  readonly onUnreadable?: (path: string) => void;
}

/**
 * A folder and all those in it, at any depth and through links; each once, however many links lead there. A folder comes before those
 * in it, and these in the order of their names.
 *
 * @throws the system's error when a folder cannot be read
 */
export async function walkFolders(
  root: string,
  { skipsHidden = false, onUnreadable }: WalkOptions = {},
): Promise<readonly WalkedFolder[]> {
  const walked: WalkedFolder[] = [];
  const seen = new Set<string>();
  async function visit(path: string): Promise<void> {
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const [entries, folders]: [WalkedEntry[], string[]] = [[], []];
    const found = await readdir(path, { withFileTypes: true });
    for (const entry of found.sort((a, b) => byCodePoint(a.name, b.name))) {
      const { name } = entry;
      const inside = join(path, name);
      // A link that leads nowhere is what it is.
      const kind = entry.isSymbolicLink() ? await stat(inside).catch(() => entry) : entry;
      if (!kind.isDirectory()) entries.push({ name, isFile: kind.isFile() });
      else if (!skipsHidden || !name.startsWith('.')) folders.push(inside);
    }
    walked.push({ path, entries });
    for (const folder of folders) {
      const inside = visit(folder);
      await (onUnreadable ? inside.catch(() => onUnreadable(folder)) : inside);
    }
  }
  await visit(root);
  return walked;
}
