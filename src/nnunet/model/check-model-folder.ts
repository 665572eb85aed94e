import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ModelError } from '../../errors.js';

/**
 * Checks that a folder looks like nnU-Net's `<trainer>__<plans>__<configuration>`: it has plans.json,
 * or folds whose checkpoints may hold a copy.
 *
 * @throws ModelError naming the model folder that was probably meant: one inside (someone gave the
 *   data set's folder or all of nnUNet_results) or the one around (someone gave a fold)
 */
export function checkModelFolder(folder: string): void {
  if (isModelFolder(folder)) return;
  const meant = isModelFolder(dirname(folder)) ? [dirname(folder)] : modelFoldersIn(folder, 2);
  const advice =
    meant.length > 0
      ? `Give ${meant.length === 1 ? '' : 'one of '}${meant.join(', ')}.`
      : "Give the folder that holds plans.json, dataset.json and fold_0/, such as nnU-Net's <trainer>__<plans>__<configuration>.";
  const what = existsSync(folder) ? 'it has no plans.json to be read' : 'it does not exist';
  throw new ModelError(`${folder} is not a model folder: ${what}. ${advice}`);
}

/** Whether a folder has plans, or folds. */
export function isModelFolder(folder: string): boolean {
  return entries(folder).some((name) => /^(plans\.json|plans\.pkl|fold_(\d+|all))$/.test(name));
}

/** Model folders up to `depth` levels below, by name. */
export function modelFoldersIn(folder: string, depth: number): string[] {
  if (depth === 0) return [];
  const below = entries(folder)
    .filter((name) => !name.startsWith('.') && name !== '__MACOSX')
    .map((name) => join(folder, name));
  return below.sort().flatMap((path) => {
    return isModelFolder(path) ? [path] : modelFoldersIn(path, depth - 1);
  });
}

/** Names in a folder; none where it is no folder or may not be read. */
function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
