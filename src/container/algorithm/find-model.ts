import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from '../../errors.js';
import { listed } from '../../files/listed.js';
import { withoutEarlier } from '../../nnunet/model/without-earlier.js';

// A tarball may hold the model folder itself or wrap it: <dataset>/<trainer>__<plans>__<configuration>.
// nnU-Net v1: nnUNet/<configuration>/<task>/<trainer>__<plans>.
const deepest = 4;

/**
 * Finds the nnU-Net model folder at or below a folder: the one with plans.json; of a cascade's folders that
 * of its last network.
 *
 * @returns null when there is nothing in the folder, or no such folder
 * @throws ModelError when there are several, or there is something but no model
 */
export async function findModel(folder: string): Promise<string | null> {
  const found = await search(folder, deepest);
  if (found.length === 0) {
    const entries = await visibleEntries(folder);
    if (entries.length === 0) return null;
    throw new ModelError(
      `${folder} holds no model: no plans.json in it or in its folders. Found ${listed(entries)}. Expected nnU-Net's <trainer>__<plans>__<configuration> folder, packed with plans.json, dataset.json and fold_*/.`,
    );
  }
  const last = await withoutEarlier(found);
  if (last.length === 1) return last[0]!;
  throw new ModelError(
    `${folder} holds ${found.length} models: ${found.join(', ')}. Upload only the one to run, or set AUTOPET_MODEL to it.`,
  );
}

async function search(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === 'plans.json' || name === 'plans.pkl')) return [folder];
  if (depth === 0) return [];
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  const found = await Promise.all(folders.map(({ name }) => search(join(folder, name), depth - 1)));
  return found.flat().sort();
}

async function visibleEntries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !name.startsWith('.') && name !== 'lost+found').sort();
}
