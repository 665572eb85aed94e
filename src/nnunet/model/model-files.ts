import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isModelFolder, modelFoldersIn } from './check-model-folder.js';
import { deepestModel } from './locate-model.js';
import { isModelFile } from './unpack-model.js';

/** What describes a model, in its folder; nnU-Net v1's plans.pkl too. */
export const descriptions = [
  'plans.json',
  'plans.pkl',
  'dataset.json',
  'model.json',
  'postprocessing.json',
];

/**
 * The files that a model is or would be made of, so that no output takes their place: descriptions, there or not, and
 * weights. Empty where there is no model; whoever loads it says so.
 *
 * @param path what the user calls the model: its folder, one above, or a .zip
 */
export async function modelFiles(path: string): Promise<readonly string[]> {
  const folders = isModelFolder(path) ? [path] : modelFoldersIn(path, deepestModel);
  const files = await Promise.all(folders.map(filesOf));
  return [path, ...files.flat()];
}

/** No deeper than folds lie: beside them there may be results of any size. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const folds = names
    .filter((name) => /^(fold_|all$)/.test(name))
    .map((name) => join(folder, name));
  const inside = folds.map(async (fold) =>
    (await readdir(fold).catch(() => [])).map((name) => join(fold, name)),
  );
  const found = [...names.map((name) => join(folder, name)), ...(await Promise.all(inside)).flat()];
  return [...descriptions.map((name) => join(folder, name)), ...found.filter(isModelFile)];
}
