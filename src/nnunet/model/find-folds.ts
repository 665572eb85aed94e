import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ModelError } from '../../errors.js';

/** A fold's weights: `name` is `0`, `1`, ... or `all`. */
export interface FoldFile {
  readonly name: string;
  readonly path: string;
}

/** Which folds to use: those found, `all` as nnU-Net means it (`fold_all`), or a list of names. */
export type FoldChoice = 'auto' | 'all' | readonly string[];

/**
 * Finds the checkpoints of a model folder (`fold_*\/checkpoint_final.onnx`, else `.pth`).
 *
 * As in nnU-Net, `auto` takes every numbered fold and leaves `fold_all` out, unless there is nothing
 * else. `all` takes `fold_all`; without one it takes every numbered fold.
 *
 * @param checkpoint file name to look for; its ending may be `.onnx` instead
 * @throws ModelError when a fold that was asked for is not there, or none is
 */
export function findFolds(folder: string, choice: FoldChoice, checkpoint: string): FoldFile[] {
  const found = listFolds(folder, checkpoint);
  const numbered = found.filter(({ name }) => name !== 'all');
  const foldAll = found.filter(({ name }) => name === 'all');
  if (found.length === 0) {
    throw new ModelError(
      `${folder} holds no weights: no fold_*/${checkpoint} (or .onnx) was found. ${adviceFor(folder)}`,
    );
  }
  if (choice === 'auto') return numbered.length > 0 ? numbered : foldAll;
  if (choice === 'all') return foldAll.length > 0 ? foldAll : numbered;
  return choice.map((name) => {
    const fold = found.find((candidate) => candidate.name === name);
    if (fold !== undefined) return fold;
    throw new ModelError(
      `Fold ${name} is not in ${folder}. It holds: ${found.map((f) => f.name).join(', ')}.`,
    );
  });
}

/** Trainings that were stopped leave other checkpoints. */
function adviceFor(folder: string): string {
  const others = readdirSync(folder)
    .filter((name) => /^fold_(\d+|all)$/.test(name))
    .flatMap((fold) => readdirSync(join(folder, fold)).map((file) => `${fold}/${file}`))
    .filter((path) => path.endsWith('.pth'));
  if (others.length === 0) {
    return "Give the folder that holds plans.json and fold_0/, as nnU-Net's results folder has it.";
  }
  const name = basename(others[0]!);
  return `It holds ${others.join(', ')}: "autopet import --checkpoint ${name}" makes a model of ${name}.`;
}

function listFolds(folder: string, checkpoint: string): FoldFile[] {
  const onnx = checkpoint.replace(/\.pth$/, '.onnx');
  const names = readdirSync(folder)
    .map((entry) => /^fold_(\d+|all)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined);
  names.sort((a, b) => Number(a) - Number(b) || a.localeCompare(b));
  return names.flatMap((name) => {
    const paths = [onnx, checkpoint].map((file) => join(folder, `fold_${name}`, file));
    const path = paths.find((candidate) => existsSync(candidate));
    return path === undefined ? [] : [{ name, path }];
  });
}
