import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from '../../errors.js';

// A tarball may hold the model folder itself or wrap it: <dataset>/<trainer>__<plans>__<configuration>.
const deepest = 3;

/**
 * Finds the nnU-Net model folder at or below a folder: the one with plans.json.
 *
 * @returns null when there is none, or no such folder
 * @throws ModelError when there are several
 */
export async function findModel(folder: string): Promise<string | null> {
  const found = await search(folder, deepest);
  if (found.length <= 1) return found[0] ?? null;
  throw new ModelError(
    `${folder} holds ${found.length} models: ${found.join(', ')}. Upload only the one to run, or set AUTOPET_MODEL to it.`,
  );
}

async function search(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.name === 'plans.json')) return [folder];
  if (depth === 0) return [];
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  const found = await Promise.all(folders.map(({ name }) => search(join(folder, name), depth - 1)));
  return found.flat().sort();
}
