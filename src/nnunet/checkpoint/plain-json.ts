import { ModelError } from '../../errors.js';
import { numpyArray } from './numpy-array.js';
import { NumpyArray, Opaque, type PickleValue } from './pickle-value.js';

/** plans.json nests some 8 levels and has some 1000 values; a dataset.json may list 10 000s of cases. */
const limits = { depth: 64, values: 2 ** 17 };

/**
 * Copies dicts, lists and plain values to JSON's: objects without a prototype, arrays, strings, numbers,
 * booleans and null. Shared parts are copied each time, so the result is a tree of limited size.
 *
 * @param what names the value in messages.
 * @throws ModelError if it holds anything else, contains itself or is too large.
 */
export function plainJson(value: PickleValue, what: string): unknown {
  let remaining = limits.values;

  function convert(part: PickleValue, depth: number): unknown {
    if (--remaining < 0 || depth > limits.depth) {
      throw new ModelError(`its ${what} is nested too deeply or too large to be nnU-Net's`);
    }
    if (part === null || typeof part === 'string') return part;
    if (typeof part === 'number' || typeof part === 'boolean') return part;
    if (part instanceof NumpyArray) return convert(numpyArray(part), depth + 1);
    if (Array.isArray(part)) return part.map((item) => convert(item, depth + 1));
    if (!(part instanceof Map)) throw notJson(part);
    const object: Record<string, unknown> = Object.create(null);
    for (const [key, item] of part) object[jsonKey(key)] = convert(item, depth + 1);
    return object;
  }

  function jsonKey(key: PickleValue): string {
    if (typeof key !== 'string' && typeof key !== 'number') throw notJson(key);
    return String(key);
  }

  function notJson(part: PickleValue): ModelError {
    const kind = part instanceof Opaque ? part.kind : 'a value';
    return new ModelError(`its ${what} holds ${kind}, which is not JSON`);
  }

  return convert(value, 0);
}
