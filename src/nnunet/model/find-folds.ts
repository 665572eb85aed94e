import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ModelError } from '../../errors.js';
import { listed } from '../../files/listed.js';
import { type Log, silentLog } from '../../log.js';

/** A fold's weights: `name` is `0`, `1`, ... or `all`. */
export interface FoldFile {
  readonly name: string;
  readonly path: string;
}

/** Which folds to use: those found, `all` as nnU-Net means it (`fold_all`), or a list of names. */
export type FoldChoice = 'auto' | 'all' | readonly string[];

/** What trainings leave, the best first: ours, nnU-Net v2's, v1's, and those of trainings that were stopped. */
const usual = [
  'checkpoint_final.onnx',
  'checkpoint_final.pth',
  'model_final_checkpoint.model',
  'checkpoint_best.onnx',
  'checkpoint_best.pth',
  'model_best.model',
  'checkpoint_latest.pth',
  'model_latest.model',
];
const finals = 3;

/**
 * Finds the checkpoints of a model folder: `fold_*\/checkpoint_final.onnx`, else `.pth`, else nnU-Net v1's
 * `model_final_checkpoint.model`; where no fold has one of these, what was best or last when the training was stopped.
 *
 * As in nnU-Net, `auto` takes every numbered fold and leaves `fold_all` (v1: `all`) out, unless there is nothing
 * else. `all` takes `fold_all`; without one it takes every numbered fold. Folds that were not asked for by name and hold no such
 * checkpoint are left out, which the log is told.
 *
 * @param checkpoint file name to look for, of which the ending may be `.onnx` instead; null for the usual ones
 * @throws ModelError when a fold that was asked for is not there, or none is
 */
export function findFolds(
  folder: string,
  choice: FoldChoice,
  checkpoint: string | null = null,
  log: Log = silentLog,
): FoldFile[] {
  const folds = foldFolders(folder);
  const found = listFolds(folder, folds, checkpoint);
  const numbered = found.filter(({ name }) => name !== 'all');
  const foldAll = found.filter(({ name }) => name === 'all');
  if (found.length === 0) {
    throw new ModelError(
      `${folder} holds no weights: no fold_*/${checkpoint ?? 'checkpoint_final.pth'} (or .onnx) was found. ${adviceFor(folder)}`,
    );
  }
  const [first, second] = choice === 'all' ? [foldAll, numbered] : [numbered, foldAll];
  const taken = first.length > 0 ? first : second;
  if (choice === 'auto' || choice === 'all') {
    if (taken === numbered) tellLeftOut(folds, numbered, log);
    return taken;
  }
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
  const others = foldFolders(folder)
    .flatMap(({ entry }) => namesIn(join(folder, entry)).map((file) => `${entry}/${file}`))
    .filter((path) => /\.(pth|model)$/.test(path));
  if (others.length === 0) {
    return "Give the folder that holds plans.json and fold_0/, as nnU-Net's results folder has it.";
  }
  const name = basename(others[0]!);
  return `It holds ${others.join(', ')}: "autopet import --checkpoint ${name}" makes a model of ${name}.`;
}

/** All folds are to be of one kind: the final ones, if there are some. */
function listFolds(
  folder: string,
  folds: readonly FoldFolder[],
  checkpoint: string | null,
): FoldFile[] {
  const kinds =
    checkpoint === null
      ? [usual.slice(0, finals), ...usual.slice(finals).map((file) => [file])]
      : [[checkpoint.replace(/\.pth$/, '.onnx'), checkpoint]];
  for (const files of kinds) {
    const found = folds.flatMap(({ name, entry }) => {
      // A link that leads nowhere is one of them: whoever opens it says so.
      const there = namesIn(join(folder, entry));
      const file = files.find((candidate) => there.includes(candidate));
      return file === undefined ? [] : [{ name, path: join(folder, entry, file) }];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** An ensemble that has lost a member gives another mask. */
function tellLeftOut(folds: readonly FoldFolder[], found: readonly FoldFile[], log: Log): void {
  const there = new Set(found.map(({ name }) => name));
  const others = folds.map(({ name }) => name).filter((name) => name !== 'all' && !there.has(name));
  if (others.length === 0) return;
  const kinds = listed([...new Set(found.map(({ path }) => basename(path)))]);
  log.warn({ folds: others }, `left out for want of a ${kinds}: fold ${listed(others)}`);
}

/** Names in a folder; none where it is no folder or may not be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

interface FoldFolder {
  readonly name: string;
  readonly entry: string;
}

function foldFolders(folder: string): FoldFolder[] {
  const folds = readdirSync(folder).flatMap((entry) => {
    const name = /^(?:fold_(\d+|all)|(all))$/.exec(entry);
    return name === null ? [] : [{ name: name[1] ?? name[2]!, entry }];
  });
  return folds.sort((a, b) => Number(a.name) - Number(b.name) || a.name.localeCompare(b.name));
}
