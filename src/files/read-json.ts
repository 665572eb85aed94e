import { lstat } from 'node:fs/promises';
import type { z } from 'zod';
import { type JsonRules, parseJson } from './parse-json.js';
import { readOrdinary } from './read-ordinary.js';
import { isSystemError, systemError } from './system-error.js';

/**
 * Reads and validates a JSON file.
 *
 * @throws AutopetError of the kind that the rules name when it cannot be read, is not JSON or is not
 *   of the expected form
 * @throws ResourceError when files or memory ran out
 */
export async function readJson<T>(
  path: string,
  schema: z.ZodType<T>,
  rules: JsonRules,
): Promise<T> {
  const bytes = await readOrdinary(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', rules.Refused);
  });
  return parseJson(path, bytes, schema, rules);
}

/**
 * As {@link readJson}, of a file that need not be there; a link that leads nowhere is there.
 *
 * @returns null when there is no such file
 */
export async function readJsonIfThere<T>(
  path: string,
  schema: z.ZodType<T>,
  rules: JsonRules,
): Promise<T | null> {
  return readJson(path, schema, rules).catch(async (error: unknown) => {
    const cause = error instanceof Error ? error.cause : null;
    const isMissing = isSystemError(cause) && cause.code === 'ENOENT' && !(await isLink(path));
    if (isMissing) return null;
    throw error;
  });
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isSymbolicLink() ?? false;
}
