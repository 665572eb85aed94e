// Where a run keeps its files: a folder of its own, a folder per case in it, and bait that nobody may open.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes the folder of a run; `bait` is a file in it that lies outside of all folders that are given. */
export function makeSandbox() {
  const root = mkdtempSync(join(tmpdir(), 'autopet-torture-'));
  mkdirSync(join(root, 'bait'));
  const bait = join(root, 'bait', 'secret.raw');
  writeFileSync(bait, Buffer.alloc(2 ** 20, 3));
  return { root, bait, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A fresh folder. */
export function emptyFolder(path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/**
 * Writes a case's files.
 *
 * @param isLinked let the first be a link to where it is
 * @returns the path of the first
 */
export function writeFiles(folder, files, { isLinked = false } = {}) {
  mkdirSync(folder, { recursive: true });
  for (const [i, [name, bytes]] of files.entries()) {
    const path = join(folder, name);
    if (!isLinked || i > 0 || files.length > 1) {
      writeFileSync(path, bytes);
      continue;
    }
    mkdirSync(join(folder, 'linked'), { recursive: true });
    writeFileSync(join(folder, 'linked', 'content'), bytes);
    symlinkSync(join('linked', 'content'), path);
  }
  return join(folder, files[0][0]);
}

/** A case's folder for what is written. */
export function makeOutput(folder) {
  const out = join(folder, 'out');
  mkdirSync(out, { recursive: true });
  return out;
}

/** All files below a folder with their sizes and times, to see whether anything was touched. */
export function listing(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
      return `${path.slice(folder.length)} ${size} ${mtimeMs}`;
    })
    .sort();
}
