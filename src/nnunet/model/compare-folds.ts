import { isDeepStrictEqual } from 'node:util';
import { ModelError } from '../../errors.js';
import { inheritConfiguration, type RawConfigurations } from './inherit-configuration.js';
import type { OpenFold } from './open-fold.js';

/** A fold's weights, and the fold's name. */
export interface NamedFold {
  readonly name: string;
  readonly fold: OpenFold;
}

/** What their answers are averaged over must have been trained with alike. */
const compared = {
  plans: [
    'transpose_forward',
    'image_reader_writer',
    'label_manager',
    'foreground_intensity_properties_per_channel',
  ],
  configuration: [
    'spacing',
    'patch_size',
    'normalization_schemes',
    'use_mask_for_norm',
    'previous_stage',
    ...['data', 'seg', 'probabilities'].flatMap((what) => [
      `resampling_fn_${what}`,
      `resampling_fn_${what}_kwargs`,
    ]),
    'architecture',
    'UNet_class_name',
  ],
  dataset: ['channel_names', 'labels', 'regions_class_order'],
} as const;

/**
 * Makes sure that folds, whose answers are averaged, were trained alike, as far as their files say: for one
 * configuration, with the same plans, channels, labels and mirror axes, from the same input to the same output.
 *
 * @param configuration name of the one that is run
 * @param mirrorAxes of model.json, which go before those of the folds; null for none
 * @throws ModelError naming two folds and what they differ in
 */
export function compareFolds(
  folds: readonly NamedFold[],
  configuration: string,
  mirrorAxes: readonly number[] | null,
): void {
  const told = folds.map(({ name, fold }) => {
    const { mirror_axes: axes, ...settings } = settingsOf(fold, configuration);
    return { name, settings: mirrorAxes === null ? { ...settings, mirror_axes: axes } : settings };
  });
  const keys = new Set(told.flatMap(({ settings }) => Object.keys(settings)));
  for (const key of keys) {
    const values = told.flatMap(({ name, settings }) => {
      const value = (settings as Settings)[key] ?? null;
      return value === null ? [] : [{ name, value }];
    });
    const [first] = values;
    const other = values.find(({ value }) => !isDeepStrictEqual(value, first?.value));
    if (first !== undefined && other !== undefined) throw different(key, first, other);
  }
}

/** By name; null or absent where a fold does not say. */
type Settings = Readonly<Record<string, unknown>>;

function settingsOf({ plans, datasetJson, ...fold }: OpenFold, configuration: string) {
  return {
    configuration: fold.configuration,
    ...pick(plans, compared.plans),
    ...pick(configurationIn(plans, configuration), compared.configuration),
    ...pick(datasetJson, compared.dataset),
    mirror_axes: fold.mirrorAxes && [...fold.mirrorAxes].sort(),
    input: fold.shapes?.input,
    output: fold.shapes?.output,
    organs: fold.shapes?.organs,
  };
}

function configurationIn(plans: unknown, name: string): unknown {
  const { configurations } = pick(plans, ['configurations']);
  const all = configurations as RawConfigurations | undefined;
  return all !== undefined && Object.hasOwn(all, name) ? inheritConfiguration(all, name) : null;
}

function pick(from: unknown, keys: readonly string[]): Settings {
  if (typeof from !== 'object' || from === null) return {};
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

interface ToldSetting {
  readonly name: string;
  readonly value: unknown;
}

const longestValue = 120;

function different(key: string, first: ToldSetting, other: ToldSetting): ModelError {
  const [a, b] = [first, other].map(({ name, value }) => {
    const text = JSON.stringify(value);
    const short = text.length > longestValue ? `${text.slice(0, longestValue)}...` : text;
    return `${short} in fold ${name}`;
  });
  const advice =
    key === 'mirror_axes'
      ? 'Say in model.json which count, or choose folds with --folds.'
      : 'Folds are averaged, so all must come from one training configuration: choose them with --folds.';
  return new ModelError(`The folds differ in ${key}: ${a}, ${b}. ${advice}`);
}
