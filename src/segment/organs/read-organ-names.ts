import { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson } from '../../files/read-json.js';
import type { Organ } from '../../lesions/organ-map.js';

const label = /^\d+$/;
const pairs = z.record(z.string().min(1), z.union([z.number(), z.string().min(1)]));
const schema = z.union([z.looseObject({ labels: pairs }).transform(({ labels }) => labels), pairs]);

/**
 * Reads what the labels of an organ map are called: `{"5": "liver"}`, `{"liver": 5}`, or either as `labels` of a dataset.json.
 *
 * @returns all but 0, ascending
 * @throws InputError when it cannot be read or is none of these, or a label has two names
 */
export async function readOrganNames(path: string): Promise<Organ[]> {
  const expected = 'labels and their names, such as {"5": "liver", "52": "aorta"}';
  const found = await readJson(path, schema, { Refused: InputError, expected });
  const names = new Map<number, string>();
  for (const pair of Object.entries(found)) {
    const { value, name } = organOf(pair) ?? refuse(path, pair, expected);
    if (names.has(value)) {
      throw new InputError(
        `${path} has label ${value} twice: ${names.get(value)} and ${name}. Expected one name a label.`,
      );
    }
    names.set(value, name);
  }
  return [...names]
    .map(([value, name]) => ({ value, name }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => a.value - b.value);
}

/** Of a pair one is a whole number. */
function organOf([key, value]: readonly [string, string | number]): Organ | null {
  if (label.test(key))
    return typeof value === 'string' ? { value: Number(key), name: value } : null;
  return label.test(String(value)) ? { value: Number(value), name: key } : null;
}

function refuse(path: string, [key, value]: readonly [string, unknown], expected: string): never {
  throw new InputError(`${path} has ${key}: ${JSON.stringify(value)}. Expected ${expected}.`);
}
