import { inspect } from 'node:util';
import type { z } from 'zod';
import { OptionError } from '../errors.js';

/**
 * Parses what a caller gave: defaults are filled in, and nothing unknown gets through.
 *
 * @param schema strict; each field is described with what is expected of it (see fields.ts)
 * @throws OptionError that names the option, what was found and what was expected
 */
export function parseOptions<Schema extends z.ZodObject>(
  schema: Schema,
  given: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const names = Object.keys(schema.shape);
  const cause = parsed.error;
  if (issue.code === 'unrecognized_keys') {
    const expected = `expected one of ${names.join(', ')}`;
    throw new OptionError(issue.keys[0]!, `there is no such option; ${expected}.`, { cause });
  }
  const name = names.find((candidate) => candidate === issue.path[0]);
  if (name === undefined) {
    const expected = `expected an object with ${names.join(', ')}`;
    throw new OptionError('options', `found ${shown(given)}, ${expected}.`, { cause });
  }
  const found = (given as Readonly<Record<string, unknown>>)[name];
  const expected = (schema.shape[name] as z.ZodType).description;
  const what = found === undefined ? 'is missing' : `found ${shown(found)}`;
  throw new OptionError(name, `${what}, expected ${expected}.`, { cause });
}

function shown(value: unknown): string {
  return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 100 });
}
