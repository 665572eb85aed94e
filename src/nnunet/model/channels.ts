import { ModelError } from '../../errors.js';

/** What an input channel of the network shows. */
export type Modality = 'PET' | 'CT';

const known: ReadonlyMap<string, Modality> = new Map([
  ['ct', 'CT'],
  ['ctres', 'CT'],
  ['ct_res', 'CT'],
  ['pet', 'PET'],
  ['suv', 'PET'],
  ['pt', 'PET'],
]);

/**
 * Tells which input channel is the PET and which the CT, by name: the order differs between
 * editions of the challenge, so it is never assumed.
 *
 * @param names channel names of dataset.json, in network order
 * @param override the `channels` of model.json, for models whose names do not tell
 * @throws ModelError when a name does not tell, or a modality comes twice
 */
export function channelModalities(
  names: readonly string[],
  override: readonly Modality[] | null,
): readonly Modality[] {
  if (override !== null) {
    if (override.length === names.length) return override;
    throw new ModelError(
      `model.json lists ${override.length} channels, but dataset.json has ${names.length} (${names.join(', ')}).`,
    );
  }
  const modalities = names.map((name) => modalityOf(name, names));
  if (new Set(modalities).size !== modalities.length) {
    throw new ModelError(
      `dataset.json names its channels ${names.join(', ')}, of which two are the same modality. Add "channels": ["CT", "PET"] in network order to model.json.`,
    );
  }
  return modalities;
}

function modalityOf(name: string, all: readonly string[]): Modality {
  const modality = known.get(name.trim().toLowerCase());
  if (modality !== undefined) return modality;
  throw new ModelError(
    `dataset.json calls a channel "${name}" (all: ${all.join(', ')}), which does not tell whether it is PET or CT. Add "channels": ["CT", "PET"] in network order to model.json beside plans.json.`,
  );
}
