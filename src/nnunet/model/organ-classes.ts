import { ModelError } from '../../errors.js';
import type { Dataset } from './dataset.js';
import type { OpenFold } from './open-fold.js';

/** What the second output of a network, `organs`, tells. */
export interface OrganClasses {
  /** How many voxels of the network's grid one of the organs' grid is long, [z,y,x]. */
  readonly step: readonly number[];
  /** Classes that are organs, by their place among the output's channels, which is their value in a mask. */
  readonly organs: readonly { readonly value: number; readonly name: string }[];
}

type Networks = readonly {
  readonly path: string;
  readonly fold: Pick<OpenFold, 'shapes'>;
}[];

/**
 * The organs that model.json names, a name or null for each class of the output `organs` of the folds' networks.
 *
 * @param names of model.json; the first, for what is outside, is null
 * @returns null where none are named
 * @throws ModelError when a network has no such output, or one of another form
 */
export function organClasses(
  names: readonly (string | null)[] | null,
  networks: Networks,
  { labelValues }: Pick<Dataset, 'labelValues'>,
): OrganClasses | null {
  if (names === null) return null;
  const steps = networks.map(({ path, fold }) => stepOf(path, fold, names.length));
  const organs = names.flatMap((name, value) => (name === null ? [] : [{ name, value }]));
  const taken = labelValues.flat();
  const both = organs.find(({ value }) => value > 0 && taken.includes(value));
  if (both !== undefined) {
    throw new ModelError(
      `model.json: organs: ${both.name} is class ${both.value}, which dataset.json has as a label. Expected other classes for organs.`,
    );
  }
  return { step: steps[0]!, organs };
}

function stepOf(path: string, { shapes }: Pick<OpenFold, 'shapes'>, classes: number): number[] {
  const found = shapes?.organs ?? null;
  const patch = shapes?.input.slice(2) ?? [];
  const [batch, channels, ...grid] = found ?? [];
  const step = patch.map((length, axis) => length / grid[axis]!);
  const fits = batch === 1 && channels === classes && grid.length === 3;
  if (fits && patch.length === 3 && step.every((n) => Number.isInteger(n) && n > 0)) return step;
  const has = found === null ? 'has no such output' : `gives ${found.join(' x ')}`;
  throw new ModelError(
    `model.json names ${classes} classes of the output "organs", but ${path} ${has}. Expected 1 x ${classes} x a whole part of the patch ${patch.join(' x ')}.`,
  );
}
