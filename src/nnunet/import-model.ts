import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ModelError } from '../errors.js';
import { checkOutputs } from '../files/check-outputs.js';
import { sha256 } from '../files/sha256.js';
import { systemError } from '../files/system-error.js';
import { writeFileWhole } from '../files/write-file-whole.js';
import { writeJson } from '../files/write-json.js';
import { writeWhole } from '../files/write-whole.js';
import type { Log } from '../log.js';
import { version } from '../version.js';
import { openCheckpoint } from './checkpoint/open-checkpoint.js';
import type { FoldChoice } from './model/find-folds.js';
import { loadModel, type Model } from './model/load-model.js';
import { readModelFileIfThere } from './model/read-model-file.js';
import { withFoldGraph } from './model/with-fold-graph.js';
import { writeOnnx } from './onnx/write-onnx.js';

export interface ImportOptions {
  /** An nnU-Net model folder with checkpoints. */
  readonly source: string;
  /** Where the model folder goes; if it is there, it must be empty. */
  readonly target: string;
  readonly folds: FoldChoice;
  /** Default: what the checkpoint was trained for. */
  readonly configuration: string | null;
  /** File name of the checkpoints; null for the usual ones. */
  readonly checkpoint: string | null;
  /** Store the convolutions' weights as float16: half the size, the same arithmetic. */
  readonly half: boolean;
  readonly log: Log;
}

/**
 * Turns an nnU-Net model folder into one whose networks are ONNX files, once and for all: no
 * optimiser state, quicker to load. Masks stay the same. A cascade's first network is imported with it.
 *
 * @throws UsageError when the target is a file, holds something already or cannot be written
 * @throws ResourceError when the disk is full
 * @throws ModelError when the source cannot be used; nothing is left at the target then
 */
export async function importModel(options: ImportOptions): Promise<void> {
  const target = resolve(options.target);
  await checkOutputs({ folders: [target] });
  const { source, folds, configuration, checkpoint, log } = options;
  const model = await loadModel(source, {
    folds,
    ...(checkpoint === null ? {} : { checkpoint }),
    log,
    ...(configuration === null ? {} : { configuration }),
  });
  await writeWhole(target, (partial) => writeModel(model, partial, options));
  tellMixedFolds(model, log);
}

/** As in nnU-Net, fold_all is taken where there is nothing else, or where it is asked for. */
function tellMixedFolds({ folds }: Model, log: Log): void {
  const names = folds.map(({ name }) => name);
  if (names.length === 1 || !names.includes('all')) return;
  log.warn(
    { folds: names },
    `fold_all was imported beside numbered folds and is left out unless it is asked for: use --folds ${names.join(',')}`,
  );
}

async function writeModel(model: Model, folder: string, options: ImportOptions): Promise<void> {
  const { half, log } = options;
  const sums: Record<string, string> = {};
  const remember = async (name: string): Promise<void> => {
    sums[name] = await sha256(join(folder, name));
  };
  for (const { name, path } of model.folds) {
    if (path.endsWith('.onnx')) {
      throw new ModelError(`${path} is an ONNX file already; there is nothing to import.`);
    }
    const file = `fold_${name}/checkpoint_final.onnx`;
    await withFoldGraph(path, model.configuration, model.dataset, half, async (fold) => {
      await writeOnnx(join(folder, file), fold.graph);
      if (fold.ignoredKeys.length > 0) {
        log.info(
          { ignored: fold.ignoredKeys },
          `fold ${name}: ${fold.ignoredKeys.length} weights of heads that inference does not use are left out`,
        );
      }
    });
    await remember(file);
    log.info({ fold: name, sha256: sums[file] }, `fold ${name} imported`);
  }
  for (const name of ['plans.json', 'dataset.json', 'postprocessing.json']) {
    if (await copySettings(model, name, folder)) await remember(name);
  }
  await writeModelJson(model, folder, sums);
  if (model.earlierModel !== null) {
    const { name } = model.earlierModel.configuration;
    await writeModel(model.earlierModel, join(folder, name), options);
  }
}

/** Copies a settings file; plans.json and dataset.json may be the checkpoint's own copies. */
async function copySettings(model: Model, name: string, folder: string): Promise<boolean> {
  const [source, target] = [join(model.folder, name), join(folder, name)];
  if (existsSync(source)) {
    const content = await readFile(source).catch((cause: unknown) => {
      throw systemError(cause, source, 'read', ModelError);
    });
    await writeFileWhole(target, content);
    return true;
  }
  const opened = await openCheckpoint(model.folds[0]!.path);
  await opened.close();
  const { plans, datasetJson } = opened;
  const copy = { 'plans.json': plans, 'dataset.json': datasetJson }[name] ?? null;
  // NaN, which statistics may hold, becomes null.
  if (copy !== null) await writeFileWhole(target, `${JSON.stringify(copy, null, 2)}\n`);
  return copy !== null;
}

/** How a model takes clicks; its trainer's name, which may be all that tells, is lost. */
function clicksOf({ channels, clicks }: Model): object {
  if (clicks === null) return {};
  return clicks.name === 'own' ? { channels } : { channels, clicks: clicks.name };
}

/**
 * The source's own model.json, with what an ONNX file does not say and its folder may not either: what counts for
 * the source, wherever that was written.
 */
async function writeModelJson(
  model: Model,
  folder: string,
  sums: Readonly<Record<string, string>>,
): Promise<void> {
  const ownFile = join(model.folder, 'model.json');
  const own = await readModelFileIfThere(ownFile, z.record(z.string(), z.unknown()));
  const content = {
    ...clicksOf(model),
    ...own,
    ...(model.trainer === undefined ? {} : { trainer: model.trainer }),
    mirror_axes: model.mirrorAxes,
    configuration: model.configuration.name,
    provenance: own?.provenance ?? `Imported from nnU-Net checkpoints by autopet ${version}.`,
    sha256: sums,
  };
  await writeJson(join(folder, 'model.json'), content);
}
