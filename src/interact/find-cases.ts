import { InputError } from '../errors.js';
import { pairCases } from '../evaluate/score/pair-cases.js';
import { listed } from '../files/listed.js';

/** A case that is played. */
export interface SessionCase {
  readonly name: string;
  readonly pet: string;
  readonly ct: string | null;
  readonly reference: string;
}

/**
 * Pairs PETs, CTs and references by name, as `evaluate` does with predictions.
 *
 * @param cts null for PETs alone
 * @returns in the order of their names
 * @throws InputError when a folder cannot be read, or a case lacks an image
 */
export async function findCases(
  pets: string,
  cts: string | null,
  references: string,
): Promise<readonly SessionCase[]> {
  const { cases } = await pairCases(cts ?? pets, references, pets);
  const without = cts === null ? [] : cases.filter(({ prediction }) => prediction === null);
  if (without.length > 0) {
    throw new InputError(
      `${cts} has no CT for ${without.length} case(s): ${listed(without.map(({ name }) => name))}. Expected files named as the references.`,
    );
  }
  return cases.map(({ name, pet, prediction, reference }) => ({
    ...{ name, pet: pet!, reference },
    ct: cts === null ? null : prediction,
  }));
}
