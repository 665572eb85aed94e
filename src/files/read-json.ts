import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { ModelError } from '../errors.js';

/**
 * Reads a JSON file of a model folder and validates it.
 *
 * @throws ModelError when the file is missing, is not JSON, or does not have the expected form
 */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ModelError(
      `${path} cannot be read. A model folder holds plans.json, dataset.json and fold_*/ with weights.`,
      { cause },
    );
  }
  return parseJson(path, text, schema);
}

/**
 * Validates JSON text; `name` is what the message calls it.
 *
 * @throws ModelError when the text is not JSON or does not have the expected form
 */
export function parseJson<T>(name: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    // Python writes NaN and Infinity bare into JSON; nnU-Net's statistics may hold them.
    value = JSON.parse(text.replace(/(?<=[[:,]\s*)-?(NaN|Infinity)(?=\s*[\],}])/g, 'null'));
  } catch (cause) {
    throw new ModelError(`${name} is not JSON (${(cause as Error).message}).`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ModelError(`${name} is not of the expected form: ${describe(parsed.error)}.`, {
    cause: parsed.error,
  });
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the top level'}: ${issue.message}`)
    .join('; ');
}
