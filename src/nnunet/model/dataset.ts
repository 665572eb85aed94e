import { z } from 'zod';
import { ModelError } from '../../errors.js';

/** What the network's output channels mean (nnU-Net's LabelManager). */
export type Labels =
  | { readonly kind: 'labels'; readonly heads: number; readonly names: readonly string[] }
  | {
      readonly kind: 'regions';
      readonly heads: number;
      readonly names: readonly string[];
      /** The label that each region's voxels get; a later region overwrites an earlier one. */
      readonly regionsClassOrder: readonly number[];
    };

/** The parts of dataset.json that matter to inference. */
export interface Dataset {
  /** Channel names in the order of the network's input. */
  readonly channelNames: readonly string[];
  /** The same, but what `channel_semantics` says where a name only tells how a channel is normalised. */
  readonly channelMeanings: readonly string[];
  /** All that `channel_semantics` says. */
  readonly channelSemantics: readonly string[];
  readonly labels: Labels;
  /** The values in a mask that each output of the network stands for. */
  readonly labelValues: readonly (readonly number[])[];
  /** Foreground label values, ascending, without the ignore label. */
  readonly foregroundLabels: readonly number[];
}

/** Names of channels by which nnU-Net's planner chooses a normalisation. */
const normalisation = /^(no_?norm|z_?score|rescale_?to_?0_?1|rgb_?to_?0_?1)$/i;

const labelValue = z.number().int().nonnegative();
const names = z.record(z.string(), z.string());

/** nnU-Net v1 has names by value, `{"1": "lesion"}`. */
function nameFirst(labels: unknown): unknown {
  const entries = Object.entries(Object(labels));
  const isV1 = entries.every(([value, name]) => /^\d+$/.test(value) && typeof name === 'string');
  return isV1 ? Object.fromEntries(entries.map(([value, name]) => [name, Number(value)])) : labels;
}

/** dataset.json as nnU-Net v2 writes it, or v1; `modality` is the older name of `channel_names`. */
export const datasetSchema = z.looseObject({
  channel_names: names.optional(),
  modality: names.optional(),
  channel_semantics: names.nullish().catch(null),
  labels: z.preprocess(
    nameFirst,
    z.record(z.string(), z.union([labelValue, z.array(labelValue).min(1)])),
  ),
  regions_class_order: z.array(labelValue).nullish(),
});

/**
 * Turns the content of dataset.json into typed settings.
 *
 * @throws ModelError when the labels break nnU-Net's rules or do not fit a uint8 mask
 */
export function parseDataset(file: z.infer<typeof datasetSchema>): Dataset {
  const channels = Object.entries(file.channel_names ?? file.modality ?? {});
  if (channels.length === 0) {
    throw new ModelError('dataset.json names no channels. Expected "channel_names".');
  }
  channels.sort(([a], [b]) => Number(a) - Number(b));
  const semantics = file.channel_semantics ?? {};
  const { ignore, ...declared } = file.labels;
  const values = Object.values(declared).flat();
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  checkLabels(declared.background, ignore, distinct);
  const labels = labelsOf(declared, distinct, file.regions_class_order ?? null);
  return {
    channelNames: channels.map(([, name]) => name),
    channelMeanings: channels.map(([place, name]) =>
      normalisation.test(name) ? (semantics[place] ?? name) : name,
    ),
    channelSemantics: Object.values(semantics),
    labels,
    labelValues: labels.names.map((name, output) => valuesOf(labels, output, declared[name]!)),
    foregroundLabels: distinct.filter((value) => value > 0),
  };
}

/** Voxels of a region get the label of its place in the class order, unless a later region has them. */
function valuesOf(labels: Labels, output: number, declared: number | readonly number[]): number[] {
  if (labels.kind === 'labels') return [output];
  const { regionsClassOrder: order } = labels;
  const written = [declared].flat().filter((value) => order.includes(value));
  return [...new Set([...written, order[output]!])];
}

function checkLabels(background: unknown, ignore: unknown, distinct: readonly number[]): void {
  const highest = distinct.at(-1) ?? 0;
  if (background !== 0) {
    throw new ModelError('dataset.json: the label "background" must be there and must be 0.');
  }
  if (ignore !== undefined && ignore !== highest + 1) {
    throw new ModelError(
      `dataset.json: the label "ignore" is ${JSON.stringify(ignore)}. Expected ${highest + 1}, one above the highest label.`,
    );
  }
  checkLabelRange(highest);
}

function checkLabelRange(highest: number): void {
  if (highest <= 255) return;
  throw new ModelError(
    `dataset.json: the highest label is ${highest}. A mask holds labels up to 255 (uint8).`,
  );
}

function labelsOf(
  declared: Readonly<Record<string, number | number[]>>,
  distinct: readonly number[],
  regionsClassOrder: readonly number[] | null,
): Labels {
  const hasRegions = Object.values(declared).some((v) => Array.isArray(v) && v.length > 1);
  if (!hasRegions) {
    if (distinct.some((value, i) => value !== i)) {
      throw new ModelError(
        `dataset.json: the labels are ${distinct.join(', ')}. Expected consecutive numbers from 0.`,
      );
    }
    const two = Object.keys(declared).length > distinct.length;
    if (two) throw sameLabel(declared);
    const byValue = Object.entries(declared).sort(([, a], [, b]) => Number(a) - Number(b));
    return { kind: 'labels', heads: distinct.length, names: byValue.map(([name]) => name) };
  }
  return regionsOf(declared, regionsClassOrder);
}

/** In nnU-Net they would be one, of which a mask and its table could not tell the name. */
function sameLabel(declared: Readonly<Record<string, number | number[]>>): ModelError {
  const told = Object.entries(declared).map(([name, value]) => `${name} ${value}`);
  return new ModelError(
    `dataset.json: of its labels (${told.join(', ')}) two have the same number. Expected a number of its own for each.`,
  );
}

function regionsOf(
  declared: Readonly<Record<string, number | number[]>>,
  regionsClassOrder: readonly number[] | null,
): Labels {
  const regions = Object.entries(declared).filter(([, v]) => [v].flat().some((label) => label > 0));
  const names = regions.map(([name]) => name);
  if (regionsClassOrder === null || regionsClassOrder.length !== names.length) {
    throw new ModelError(
      `dataset.json declares ${names.length} regions, but regions_class_order has ${regionsClassOrder?.length ?? 'no'} entries. Expected one label per region.`,
    );
  }
  checkLabelRange(Math.max(...regionsClassOrder));
  // JavaScript moves such keys to the front, so the order of the network's outputs would be lost.
  const numeric = names.find((name) => /^(0|[1-9]\d*)$/.test(name));
  if (numeric !== undefined) {
    throw new ModelError(
      `dataset.json: a region is called "${numeric}". Give regions names that are not numbers; nothing else depends on them.`,
    );
  }
  return { kind: 'regions', heads: names.length, names, regionsClassOrder };
}
