import { join, relative, resolve } from 'node:path';
import { ModelError } from '../../errors.js';
import { listed } from '../../files/listed.js';
import { sha256 } from '../../files/sha256.js';
import { type Log, silentLog } from '../../log.js';
import type { NetworkForm, NetworkSource } from '../../runtime/network-source.js';
import { type Calibration, calibrationOf } from './calibration.js';
import { type ChannelRole, rolesOfChannels } from './channels.js';
import { chooseConfiguration } from './choose-configuration.js';
import type { ChosenEncoding } from './clicks/choose-click-encoding.js';
import { compareFolds } from './compare-folds.js';
import type { Configuration } from './configuration.js';
import type { Dataset } from './dataset.js';
import { findEarlierModel } from './find-earlier-model.js';
import { type FoldChoice, findFolds } from './find-folds.js';
import { type CertaintyStep, lesionCertainty } from './lesion-certainty.js';
import { type LabelChoice, type LesionLabels, lesionLabels } from './lesion-labels.js';
import { locateModel } from './locate-model.js';
import { modelClicks } from './model-clicks.js';
import { type ModelJson, modelJsonSchema, strangersIn } from './model-json.js';
import type { OpenFold } from './open-fold.js';
import { type OpenedFile, openFolds } from './open-folds.js';
import { type OrganClasses, organClasses } from './organ-classes.js';
import type { Plans } from './plans.js';
import { readModelFileIfThere } from './read-model-file.js';
import { readPlansAndDataset } from './read-plans-and-dataset.js';
import { type LargestComponentRule, readPostprocessing } from './read-postprocessing.js';
import { verifyChecksums } from './verify-checksums.js';

/** One fold's network, made ready for onnxruntime when it is asked for. */
export interface Fold {
  readonly name: string;
  readonly path: string;
  network(form: NetworkForm): Promise<NetworkSource>;
  /** Of its file, read once at most. */
  sha256(): Promise<string>;
}

/** A model folder, validated: all that inference needs to know. */
export interface Model {
  readonly folder: string;
  readonly plans: Plans;
  readonly configuration: Configuration;
  readonly dataset: Dataset;
  /**
   * What each input channel shows, in network order, the labels of a cascade left out. The first ones are dataset.json's,
   * which are preprocessed as images; what comes after them joins the network's input as it is.
   */
  readonly channels: readonly ChannelRole[];
  /** How it wants clicks; null for a model that takes none. */
  readonly clicks: ChosenEncoding | null;
  /** Which labels are lesions. */
  readonly lesions: LesionLabels;
  /** Organs that the network tells of beside its labels; null where it does not. */
  readonly organClasses: OrganClasses | null;
  /** Spatial axes [z,y,x] = 0,1,2 after transposing (0,1 for 2-D) that may be mirrored. */
  readonly mirrorAxes: readonly number[];
  /** Orientation that the voxels are brought to first, such as `LPS`; null for as stored. */
  readonly orientation: string | null;
  /** Tracers that it was trained with; empty where that is not told. */
  readonly tracers: readonly string[];
  /** Class name of the trainer; absent where that is not told. */
  readonly trainer?: string;
  readonly folds: readonly Fold[];
  /** The model of a cascade that runs before this one, which takes its mask as further channels. */
  readonly earlierModel: Model | null;
  /** Of postprocessing.json, in the order in which they apply. */
  readonly postprocessing: readonly LargestComponentRule[];
  /** SUV (g/ml) below which lesion voxels are dropped, or null. */
  readonly suvFloor: number | null;
  /** Volume (ml) below which lesions are dropped, or null. */
  readonly minimumLesionMl: number | null;
  /** How sure the network must be of a lesion, by rising volume; empty for no such rule. */
  readonly lesionCertainty: readonly CertaintyStep[];
  /** What its certainties are worth; null where that is not known. */
  readonly calibration: Calibration | null;
}

export interface ModelChoice {
  readonly folds?: FoldChoice;
  /** Configuration of plans.json; default: what the model itself says. */
  readonly configuration?: string | null;
  readonly checkpoint?: string;
  /** Which labels are lesions; default: what model.json or their names say. */
  readonly lesionLabel?: LabelChoice;
  /** Configurations of the cascade that come after this one, the last first. */
  readonly later?: readonly string[];
  readonly log?: Log;
}

/**
 * Reads and validates an nnU-Net model folder, or the only one in a folder or .zip: `plans.json`, `dataset.json`,
 * `fold_*\/checkpoint_final.onnx` or `.pth`, and optionally `postprocessing.json` and `model.json`.
 * The folder of a cascade's first network is found from that of its second. The weights of all folds are opened
 * and compared, with the plans and with each other; checkpoints with their checksums too.
 *
 * @throws ModelError when something is missing, malformed or not supported; it says what
 */
export async function loadModel(path: string, choice: ModelChoice = {}): Promise<Model> {
  const { configuration: wanted = null, log = silentLog } = choice;
  const folder = await locateModel(resolve(path), wanted, log);
  const json = await readModelJson(folder);
  tellStrangers(json, log);
  const sums = await verifyChecksums(folder, json.sha256 ?? {});
  const files = findFolds(folder, choice.folds ?? 'auto', choice.checkpoint ?? null, log);
  const folds = await openFolds(files, log);
  const { plans, dataset } = await readPlansAndDataset(folder, folds[0]!.fold);
  const named = choice.configuration ?? json.configuration ?? firstTold(folds, 'configuration');
  const configuration = chooseConfiguration(plans, named, folder);
  compareFolds(folds, configuration.name, json.mirror_axes ?? null);
  refuseOfV1(configuration, dataset, json);
  const channels = channelsOf(folds, { plans, configuration, dataset }, json);
  if (json.channels === undefined && new Set(dataset.channelMeanings).size < channels.length) {
    log.info({ channels }, `the network takes ${channels.join(', ')}, in this order`);
  }
  for (const { fold } of folds) await fold.checkFit(configuration, dataset);
  return {
    folder,
    plans,
    configuration,
    dataset,
    channels,
    clicks: modelClicks({
      ...{ folder, channels, plans, dataset },
      told: json.clicks ?? null,
      trainer: json.trainer ?? firstTold(folds, 'trainer'),
    }),
    lesions: lesionLabels(dataset, choice.lesionLabel ?? null, listOf(json.lesion_label)),
    organClasses: organClasses(json.organs ?? null, folds, dataset),
    mirrorAxes: json.mirror_axes ?? firstTold(folds, 'mirrorAxes') ?? [],
    orientation: json.orientation ?? readerOrientation(plans.imageReaderWriter),
    tracers: json.tracers ?? [],
    ...told('trainer', json.trainer ?? firstTold(folds, 'trainer')),
    folds: folds.map(({ name, path: file, fold }) => ({
      name,
      path: file,
      network: (form) => fold.network(configuration, dataset, form),
      sha256: once(async () => sums.get(file) ?? sha256(file)),
    })),
    earlierModel: await loadEarlierModel(folder, configuration, choice),
    postprocessing: await readPostprocessing(folder, dataset.foregroundLabels),
    suvFloor: json.suv_floor ?? null,
    minimumLesionMl: json.minimum_lesion_volume_ml ?? null,
    lesionCertainty: lesionCertainty(json, dataset.labels, configuration.resamplingProbabilities),
    calibration: calibrationOf(json.calibration ?? null, {
      labels: dataset.labels,
      resampling: configuration.resamplingProbabilities,
      folds: folds.map(({ path: file }) => relative(folder, file).replaceAll('\\', '/')),
      sums: json.sha256 ?? {},
    }),
  };
}

/** The folds' input channels, which must be of one number. */
function channelsOf(
  folds: readonly OpenedFile[],
  { plans, configuration, dataset }: Pick<Model, 'plans' | 'configuration' | 'dataset'>,
  json: ModelJson,
): readonly ChannelRole[] {
  const labels = configuration.earlierConfiguration === null ? 0 : dataset.foregroundLabels.length;
  const [roles] = folds.map(({ fold }) =>
    rolesOfChannels({
      names: dataset.channelMeanings,
      told: json.channels ?? null,
      count: fold.inputChannels === null ? null : fold.inputChannels - labels,
      trainer: json.trainer ?? fold.trainer,
      lowest: dataset.channelMeanings.map(
        (_, place) => plans.intensityProperties[String(place)]?.min ?? null,
      ),
    }),
  );
  return roles!;
}

/** nnU-Net v1's plans know no regions: its trainers name them in their code. Its probabilities are no logits. */
function refuseOfV1(
  { nnunetVersion }: Configuration,
  { labels }: Dataset,
  { lesion_certainty }: ModelJson,
): void {
  if (nnunetVersion !== 1) return;
  if (labels.kind === 'regions') {
    throw new ModelError(
      'dataset.json declares regions, which nnU-Net v1 has not. Give its labels.',
    );
  }
  if (lesion_certainty && lesion_certainty.length > 0) {
    throw new ModelError('model.json has lesion_certainty, which is for nnU-Net v2. Take it out.');
  }
}

/** What the first fold that says anything says. */
function firstTold<Key extends 'configuration' | 'mirrorAxes' | 'trainer'>(
  folds: readonly OpenedFile[],
  key: Key,
): OpenFold[Key] {
  return folds.map(({ fold }) => fold[key]).find((value) => value !== null) ?? null;
}

/** A property that is there where there is something to tell. */
function told<Key extends string>(key: Key, value: string | null): { [Name in Key]?: string } {
  return value === null ? {} : ({ [key]: value } as { [Name in Key]: string });
}

/** Does work when it is first asked for, and never again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= work();
    return made;
  };
}

function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] | null {
  return value === null || value === undefined ? null : ([value].flat() as readonly T[]);
}

async function loadEarlierModel(
  folder: string,
  { name, earlierConfiguration, raw }: Configuration,
  choice: ModelChoice,
): Promise<Model | null> {
  if (earlierConfiguration === null) return null;
  const later = [...(choice.later ?? []), name];
  if (later.includes(earlierConfiguration)) {
    throw new ModelError(
      `plans.json: the cascade runs in a ring: ${[...later, earlierConfiguration].join(' needs ')}. Expected a first configuration without previous_stage.`,
    );
  }
  const path = findEarlierModel(folder, earlierConfiguration, raw.previous_trainer);
  const model = await loadModel(path, {
    ...choice,
    configuration: earlierConfiguration,
    lesionLabel: null,
    later,
  });
  // What a folder adds to nnU-Net's prediction is meant for its users, not for the next network; v1 predicts with it.
  const isV1 = model.configuration.nnunetVersion === 1;
  return {
    ...model,
    postprocessing: isV1 ? model.postprocessing : [],
    organClasses: null,
    suvFloor: null,
    minimumLesionMl: null,
    lesionCertainty: [],
    calibration: null,
  };
}

function tellStrangers(json: ModelJson, log: Log): void {
  const strangers = strangersIn(json);
  if (strangers.length === 0) return;
  log.warn(
    { keys: strangers },
    `model.json says ${listed(strangers)}, which changes nothing: autopet knows no such setting`,
  );
}

async function readModelJson(folder: string): Promise<ModelJson> {
  const path = join(folder, 'model.json');
  return (await readModelFileIfThere(path, modelJsonSchema)) ?? {};
}

/** nnU-Net's reorienting readers bring every image to RAS; the others take it as stored. */
function readerOrientation(reader: string): string | null {
  if (/WithReorient$/.test(reader)) return 'RAS';
  if (/^(SimpleITKIO|NibabelIO)$/.test(reader)) return null;
  throw new ModelError(
    `plans.json names the image reader "${reader}". Supported: SimpleITKIO, NibabelIO and their WithReorient variants.`,
  );
}
