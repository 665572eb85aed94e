import { ModelError } from '../../errors.js';
import { wordsIn } from './words-in.js';

/** An image of a study. */
export type Modality = 'PET' | 'CT';

/** What a user's clicks become: on lesions, beside them, and the mask that they correct. */
export type ClickRole = 'foreground' | 'background' | 'previous';

/** What an input channel of the network shows. */
export type ChannelRole = Modality | ClickRole;

/** Whether a channel shows an image. */
export function isModality(role: ChannelRole): role is Modality {
  return role === 'PET' || role === 'CT';
}

export const channelRoles = [
  'PET',
  'CT',
  'foreground',
  'background',
  'previous',
] as const satisfies readonly ChannelRole[];

/** Words by which names of channels tell what they show. */
const words: Readonly<Record<ChannelRole, readonly string[]>> = {
  PET: ['pet', 'pt', 'suv', 'suvbw', 'suvlbm', 'suvbsa', 'fdg', 'psma', 'petsuv', 'fdgpet'],
  CT: ['ct', 'ctres', 'ldct', 'cect', 'hu'],
  foreground: ['fg', 'foreground', 'tumor', 'tumour', 'lesion', 'positive'],
  background: ['bg', 'background', 'negative'],
  previous: ['prev', 'previous', 'prior'],
};

/** Trainers whose networks take more channels than dataset.json names, and what those are. */
const presets: readonly { readonly trainer: RegExp; readonly more: readonly ChannelRole[] }[] = [
  { trainer: /^autopetTrainerInteractive/, more: ['foreground', 'background'] },
];

/** What is known of a network's input. */
export interface NetworkInputs {
  /** Channel names of dataset.json, in network order. */
  readonly names: readonly string[];
  /** The `channels` of model.json, where the names do not tell or are not all; null for none. */
  readonly told: readonly ChannelRole[] | null;
  /**
   * Input channels by the first convolution's weights, a cascade's labels left out; null where it is not known. Fewer than
   * are named are not looked into here: the network does not fit then.
   */
  readonly count: number | null;
  /** Class name of the trainer; null where it is not recorded. */
  readonly trainer: string | null;
  /** Lowest values of the named channels in the training's lesions (HU or SUV); null where that is not recorded. */
  readonly lowest: readonly (number | null)[];
}

/**
 * Tells what each input channel of a network shows, by name: the order differs between editions of the
 * challenge, so it is never assumed. Where the PET is called CT too, the training's statistics tell. Channels of
 * dataset.json come first; what the weights take beyond them must be explained.
 *
 * @returns one role a channel, in network order
 * @throws ModelError when a name does not tell, a role comes twice, or there are more channels than explained
 */
export function rolesOfChannels(inputs: NetworkInputs): readonly ChannelRole[] {
  const { names, told, trainer, lowest } = inputs;
  const count = Math.max(inputs.count ?? told?.length ?? 0, names.length);
  const named =
    told ??
    tellFromCt(
      names.map((name) => roleOf(name, names)),
      lowest,
    );
  const preset = presets.find((each) => trainer !== null && each.trainer.test(trainer));
  const roles = named.length < count && preset ? [...named, ...preset.more] : named;
  if (new Set(roles).size !== roles.length) {
    throw new ModelError(
      `${told === null ? 'dataset.json names its' : 'model.json lists its'} channels ${(told ?? names).join(', ')}, of which two are the same modality or role. ${adviceFor(count)}`,
    );
  }
  if (roles.length === count) return roles;
  throw new ModelError(
    `The network takes ${count} input channel(s) by its weights, but ${told === null ? `dataset.json names ${names.length} (${names.join(', ')})` : `model.json lists ${told.length} (${told.join(', ')}), and dataset.json ${names.length} (${names.join(', ')})`}. ${adviceFor(count)}`,
  );
}

/**
 * nnU-Net's planner normalises what is called CT by the training's statistics. To have that of the PET too, its conversion of
 * autoPET II calls both so, and models that are descended from it do. Of the two, the PET is the one that is never negative.
 */
function tellFromCt(
  roles: readonly ChannelRole[],
  lowest: NetworkInputs['lowest'],
): readonly ChannelRole[] {
  const places = roles.flatMap((role, place) => (role === 'CT' ? [place] : []));
  const isPet = (place: number): boolean => (lowest[place] ?? -1) >= 0;
  const isCt = (place: number): boolean => (lowest[place] ?? 0) < surelyHounsfield;
  const [pet, ...others] = places.filter(isPet);
  if (places.length !== 2 || pet === undefined || others.length > 0 || !places.some(isCt)) {
    return roles;
  }
  return roles.map((role, place) => (place === pet ? 'PET' : role));
}

/** Fat and lung are below, no SUV is. */
const surelyHounsfield = -50;

function roleOf(name: string, all: readonly string[]): ChannelRole {
  const inName = wordsIn(name);
  const whole = name.toLowerCase().replace(/[^a-z]+/g, '');
  const found = channelRoles.filter((role) =>
    words[role].some((word) => inName.includes(word) || whole === word),
  );
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  throw new ModelError(
    `dataset.json calls a channel "${name}" (all: ${all.join(', ')}), which does not tell ${only === undefined ? 'whether it is PET or CT' : `which of ${found.join(' and ')} it is`}. ${adviceFor(all.length)}`,
  );
}

/** Of two channels they are nearly always CT and PET. */
function adviceFor(count: number): string {
  const example = count === 1 ? ['PET'] : ['CT', 'PET', 'foreground', 'background', 'previous'];
  const listed = example.slice(0, Math.max(1, count)).map((role) => `"${role}"`);
  return `Add "channels": [${listed.join(', ')}], all of them in network order, to model.json beside plans.json.`;
}
