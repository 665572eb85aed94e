import type { z } from 'zod';
import { decodeText } from './decode-text.js';
import type { Failure } from './system-error.js';

/** How a JSON file is taken, and what is said of one that is not as expected. */
export interface JsonRules {
  /** What is thrown. */
  readonly Refused: Failure;
  /** What the file should be: `a metrics.json of autopet evaluate`. */
  readonly expected: string;
  /** What to do, a sentence or more; it ends every message. */
  readonly advice?: string;
  /** Take Python's bare NaN and Infinity, which are no JSON, as null. */
  readonly takesBareNumbers?: boolean;
}

/**
 * Parses and validates a JSON file.
 *
 * @param name what messages call it
 * @param bytes UTF-8 or, with a byte order mark, UTF-16; or the text itself
 * @throws AutopetError of the kind that the rules name when it is not JSON or not of the expected form
 */
export function parseJson<T>(
  name: string,
  bytes: Uint8Array | string,
  schema: z.ZodType<T>,
  { Refused, expected, advice, takesBareNumbers = false }: JsonRules,
): T {
  const refuse = (what: string, cause: unknown): never => {
    throw new Refused([`${name} ${what}.`, advice].join(' ').trim(), { cause });
  };
  const text = typeof bytes === 'string' ? bytes : decodeText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(takesBareNumbers ? withoutBareNumbers(text) : text, noPrototype);
  } catch (cause) {
    return refuse(`is not JSON (${(cause as Error).message})`, cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return refuse(`is not ${expected}: ${describe(parsed.error)}`, parsed.error);
}

/** Such a key would be lost on the way, or worse. */
function noPrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('it has a key "__proto__", which no file needs');
  return value;
}

/** `null` for NaN, Infinity and -Infinity, but for those within strings. */
function withoutBareNumbers(text: string): string {
  let isInString = false;
  return text.replace(/\\.|"|-?(?:NaN|Infinity)/gs, (token) => {
    if (token === '"') isInString = !isInString;
    return isInString || token === '"' || token.startsWith('\\') ? token : 'null';
  });
}

const shownIssues = 3;

function describe({ issues }: z.ZodError): string {
  return issues
    .slice(0, shownIssues)
    .map(({ path, message }) => `${path.join('.') || 'the top level'}: ${message}`)
    .join('; ');
}
