import { ModelError, OptionError } from '../../errors.js';
import type { Dataset } from './dataset.js';
import { saysLesion } from './says-lesion.js';

/** Which of a model's labels are lesions. */
export interface LesionLabels {
  /** As dataset.json calls them. */
  readonly names: readonly string[];
  /** Values that they have in a mask, ascending. */
  readonly values: readonly number[];
  /** Their places among the network's outputs. */
  readonly outputs: readonly number[];
  /** Whether somebody chose them: then the mask is to hold them alone. */
  readonly isChosen: boolean;
  /** Whether somebody, or their names, told that they are lesions. */
  readonly isKnown: boolean;
  /** The other values that a mask may have but background, ascending: organs, mostly. */
  readonly others: readonly { readonly value: number; readonly name: string }[];
}

/** Names or numbers of labels; null where nothing is said. */
export type LabelChoice = readonly (string | number)[] | null;

/**
 * Tells which labels are lesions: those that the user chose, else those of model.json, else those whose names say so (lesion,
 * tumour, cancer, metastasis). Where none does, all are.
 *
 * @throws OptionError or ModelError, by who chose, for a label that is not there
 */
export function lesionLabels(
  { labels, labelValues }: Pick<Dataset, 'labels' | 'labelValues'>,
  option: LabelChoice,
  told: LabelChoice,
): LesionLabels {
  const all = labels.names.map((name, output) => ({ name, output, values: labelValues[output]! }));
  const foreground = all.filter(({ values }) => !values.includes(0));
  const find = (choice: LabelChoice): typeof all | null =>
    choice?.map((wanted) => named(wanted, foreground) ?? refuse(wanted, option !== null)) ?? null;
  const refuse = (wanted: string | number, isOption: boolean): never => {
    const names = foreground.map(({ name, values }) => `${name} (${values.join(', ')})`).join(', ');
    const complaint = `there is no label "${wanted}". The model has: ${names}.`;
    if (isOption) throw new OptionError('lesionLabel', complaint);
    throw new ModelError(`model.json: lesion_label: ${complaint}`);
  };
  const chosen = find(option) ?? find(told);
  const byName = foreground.filter(({ name }) => saysLesion(name));
  const lesions = chosen ?? (byName.length > 0 ? byName : foreground);
  const values = unique(lesions.flatMap((label) => label.values));
  const others = unique(foreground.flatMap((label) => label.values))
    .filter((value) => !values.includes(value))
    .map((value) => ({ value, name: nameOf(value, foreground) }));
  return {
    names: lesions.map(({ name }) => name),
    values,
    outputs: lesions.map(({ output }) => output),
    isChosen: chosen !== null,
    isKnown: chosen !== null || byName.length > 0,
    others,
  };
}

interface NamedLabel {
  readonly name: string;
  readonly values: readonly number[];
}

function named<Label extends NamedLabel>(
  wanted: string | number,
  labels: readonly Label[],
): Label | undefined {
  const text = String(wanted).trim().toLowerCase();
  const byName = labels.find(({ name }) => name.trim().toLowerCase() === text);
  return byName ?? labels.find(({ values }) => values.length === 1 && String(values[0]) === text);
}

/** Of a region of several labels each goes by its number. */
function nameOf(value: number, labels: readonly NamedLabel[]): string {
  const own = labels.find(({ values }) => values.length === 1 && values[0] === value);
  return own?.name ?? `label ${value}`;
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
