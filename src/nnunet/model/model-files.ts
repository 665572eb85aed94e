import { join } from 'node:path';
import { walkFolders } from '../../files/walk-folders.js';
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

async function filesOf(folder: string): Promise<readonly string[]> {
  const walked = await walkFolders(folder, { onUnreadable: () => undefined }).catch(() => []);
  const found = walked.flatMap(({ path, entries }) => entries.map(({ name }) => join(path, name)));
  return [...descriptions.map((name) => join(folder, name)), ...found.filter(isModelFile)];
}
