import { ModelError } from '../../../errors.js';
import {
  type ClickEncoding,
  type ClickPreset,
  clickPresetNames,
  clickPresets,
} from './click-encoding.js';

/** What a model folder says of its channels for clicks. */
export interface ClickHints {
  /** `clicks` of model.json; null for none. */
  readonly told: ClickEncoding | null;
  /** `channel_semantics` of dataset.json; empty for none. */
  readonly semantics: readonly string[];
  /** Class name of the trainer; null where it is not recorded. */
  readonly trainer: string | null;
  /** Largest value of the channel of tumour clicks in the training's statistics; null where there are none. */
  readonly maximum: number | null;
}

/** An encoding, and why it is thought to be the model's. */
export interface ChosenEncoding {
  readonly encoding: ClickEncoding;
  /** A preset's name, or `own` for what model.json alone describes. */
  readonly name: ClickPreset | 'own';
  readonly reason: string;
}

/**
 * Finds out how a model wants clicks, since a network that gets them in another way than it was trained with only loses by
 * them: what model.json says, else `channel_semantics`, the trainer's name, or the plans' statistics.
 *
 * @throws ModelError naming the presets when nothing tells
 */
export function chooseClickEncoding(hints: ClickHints): ChosenEncoding {
  if (hints.told !== null) {
    return { encoding: hints.told, name: nameOf(hints.told), reason: 'model.json says so' };
  }
  const found = bySemantics(hints) ?? byTrainer(hints) ?? byMaximum(hints);
  if (found !== null) return { encoding: clickPresets[found.name], ...found };
  throw new ModelError(
    `The model takes clicks, but nothing tells how they become channels${found === null && hints.maximum !== null ? ` (the plans' statistics go up to ${hints.maximum})` : ''}. Add "clicks" to model.json beside plans.json: one of ${clickPresetNames.map((name) => `"${name}"`).join(', ')}, or an encoding of its own (docs/clicks.md).`,
  );
}

type Found = Omit<ChosenEncoding, 'encoding'> & { readonly name: ClickPreset };

function bySemantics({ semantics }: ClickHints): Found | null {
  const telling = semantics.find((meaning) => /clipped[_ -]?edt/i.test(meaning));
  if (telling === undefined) return null;
  return { name: 'msdsn-v', reason: `channel_semantics calls a channel ${telling}` };
}

/** Trainers that are known, by the beginning of their names. */
const trainers: readonly (readonly [RegExp, ClickPreset])[] = [
  [/^autopetTrainerInteractive.*EDT2(?!\d)/, 'lesionlocator'],
  [/^nnUNetTrainer_Interactive/, 'msdsn-v'],
];

function byTrainer({ trainer }: ClickHints): Found | null {
  const known = trainers.find(([name]) => trainer !== null && name.test(trainer));
  return known === undefined ? null : { name: known[1], reason: `the trainer is ${trainer}` };
}

/**
 * An impulse has 1 in its voxel. A Gaussian of σ 3 has 0.0024 there, and eight that overlap 0.02; how many they were is not to be
 * told, so that no other σ can be.
 */
function byMaximum({ maximum }: ClickHints): Found | null {
  if (maximum === null) return null;
  const reason = `the plans' statistics of that channel go up to ${maximum}`;
  if (maximum > 0.5) return { name: 'autopet-v', reason };
  if (maximum > 0 && maximum < 0.05) return { name: 'autopet-iv', reason };
  return null;
}

function nameOf(encoding: ClickEncoding): ChosenEncoding['name'] {
  const isSame = (name: ClickPreset): boolean =>
    Object.entries(clickPresets[name]).every(
      ([key, value]) => encoding[key as keyof ClickEncoding] === value,
    );
  return clickPresetNames.find(isSame) ?? 'own';
}
