import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ModelError } from '../errors.js';
import type { NetworkSource } from '../runtime/inference-worker.js';
import { channelModalities, type Modality } from './channels.js';
import { verifyChecksums } from './checksum.js';
import { type Dataset, datasetSchema, parseDataset } from './dataset.js';
import { type FoldChoice, findFolds } from './find-folds.js';
import { type ModelJson, modelJsonSchema } from './model-json.js';
import { openFold } from './open-fold.js';
import { type Configuration, type Plans, parsePlans, plansSchema } from './plans.js';
import { readJson } from './read-json.js';

/** One fold's network, made ready for onnxruntime when it is asked for. */
export interface Fold {
  readonly name: string;
  readonly path: string;
  network(): Promise<NetworkSource>;
}

/** A model folder, validated: all that inference needs to know. */
export interface Model {
  readonly folder: string;
  readonly plans: Plans;
  readonly configuration: Configuration;
  readonly dataset: Dataset;
  /** What each input channel shows, in network order. */
  readonly modalities: readonly Modality[];
  /** Spatial axes [z,y,x] = 0,1,2 after transposing (0,1 for 2-D) that may be mirrored. */
  readonly mirrorAxes: readonly number[];
  /** Orientation that the voxels are brought to first, such as `LPS`; null for as stored. */
  readonly orientation: string | null;
  readonly folds: readonly Fold[];
  /** SUV (g/ml) below which lesion voxels are dropped, or null. */
  readonly suvFloor: number | null;
  /** Volume (ml) below which lesions are dropped, or null. */
  readonly minimumLesionMl: number | null;
}

export interface ModelChoice {
  readonly folds?: FoldChoice;
  /** Configuration of plans.json; default: what the model itself says. */
  readonly configuration?: string;
  readonly checkpoint?: string;
}

/**
 * Reads and validates an nnU-Net v2 model folder: `plans.json`, `dataset.json`,
 * `fold_*\/checkpoint_final.onnx` or `.pth`, and optionally `model.json`.
 *
 * @throws ModelError when something is missing, malformed or not supported; it says what
 */
export async function loadModel(path: string, choice: ModelChoice = {}): Promise<Model> {
  const folder = resolve(path);
  if (!existsSync(join(folder, 'plans.json'))) {
    throw new ModelError(
      `${folder} is not a model folder: it has no plans.json. Give the folder that holds plans.json, dataset.json and fold_0/, such as nnU-Net's <trainer>__<plans>__<configuration>.`,
    );
  }
  const plans = parsePlans(await readJson(join(folder, 'plans.json'), plansSchema));
  const dataset = parseDataset(await readJson(join(folder, 'dataset.json'), datasetSchema));
  const json = await readModelJson(folder);
  await verifyChecksums(folder, json.sha256 ?? {});
  const files = findFolds(
    folder,
    choice.folds ?? 'auto',
    choice.checkpoint ?? 'checkpoint_final.pth',
  );
  const first = await openFold(files[0]!.path);
  const named = choice.configuration ?? json.configuration ?? first.configuration;
  const configuration = chooseConfiguration(plans, named, folder);
  const modalities = channelModalities(dataset.channelNames, json.channels ?? null);
  return {
    folder,
    plans,
    configuration,
    dataset,
    modalities,
    mirrorAxes: json.mirror_axes ?? first.mirrorAxes ?? [],
    orientation: json.orientation ?? readerOrientation(plans.imageReaderWriter),
    folds: files.map(({ name, path: file }) => ({
      name,
      path: file,
      network: async () => (await openFold(file)).network(configuration, dataset),
    })),
    suvFloor: json.suv_floor ?? null,
    minimumLesionMl: json.minimum_lesion_volume_ml ?? null,
  };
}

async function readModelJson(folder: string): Promise<ModelJson> {
  const path = join(folder, 'model.json');
  return existsSync(path) ? readJson(path, modelJsonSchema) : modelJsonSchema.parse({});
}

/** By name; else by the folder's name as nnU-Net gives it; else the only one, or 3d_fullres. */
function chooseConfiguration(plans: Plans, named: string | null, folder: string): Configuration {
  const all = Object.keys(plans.configurations);
  const fromFolder = basename(folder).split('__')[2];
  const guess = all.length === 1 ? all[0] : '3d_fullres';
  const name = named ?? (fromFolder && all.includes(fromFolder) ? fromFolder : guess);
  const configuration = plans.configurations[name ?? ''];
  if (configuration !== undefined) return configuration;
  throw new ModelError(
    `plans.json has no configuration "${name}". It has: ${all.join(', ')}. Choose one with "configuration" in model.json.`,
  );
}

/** nnU-Net's reorienting readers bring every image to RAS; the others take it as stored. */
function readerOrientation(reader: string): string | null {
  if (/WithReorient$/.test(reader)) return 'RAS';
  if (/^(SimpleITKIO|NibabelIO)$/.test(reader)) return null;
  throw new ModelError(
    `plans.json names the image reader "${reader}". Supported: SimpleITKIO, NibabelIO and their WithReorient variants.`,
  );
}
