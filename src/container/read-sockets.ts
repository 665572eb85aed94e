import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import type { JsonRules } from '../files/parse-json.js';
import { readJsonIfThere } from '../files/read-json.js';

/** An input of the platform: its slug, and where it lies below the input folder. */
export interface Socket {
  readonly slug: string;
  readonly relativePath: string;
  readonly isImage: boolean;
}

// Only what is needed is asked for, so that a platform that adds fields does not break submissions.
const schema = z.array(
  z.object({
    interface: z.object({
      slug: z.string(),
      relative_path: z.string().refine(staysBelow, 'expected a path below the input folder'),
      super_kind: z.string().nullish(),
    }),
  }),
);

const rules: JsonRules = {
  Refused: InputError,
  expected: "the platform's list of inputs",
  advice: 'Without the file images/pet and images/ct are used.',
};

/**
 * Reads `inputs.json`, in which the platform lists the sockets of a job.
 *
 * @returns null where there is no such file, as in the challenge's older editions
 * @throws InputError when it is not JSON or not a list of sockets
 */
export async function readSockets(input: string): Promise<readonly Socket[] | null> {
  const listed = await readJsonIfThere(join(input, 'inputs.json'), schema, rules);
  if (listed === null) return null;
  return listed.map((entry) => ({
    slug: entry.interface.slug,
    relativePath: entry.interface.relative_path,
    isImage:
      (entry.interface.super_kind ?? 'image').toLowerCase() === 'image' ||
      entry.interface.relative_path.startsWith('images/'),
  }));
}

function staysBelow(path: string): boolean {
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
}
