import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';

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

/**
 * Reads `inputs.json`, in which the platform lists the sockets of a job.
 *
 * @returns null where there is no such file, as in the challenge's older editions
 * @throws InputError when it is not JSON or not a list of sockets
 */
export async function readSockets(input: string): Promise<readonly Socket[] | null> {
  const path = join(input, 'inputs.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new InputError(`${path} cannot be read (${(cause as Error).message}).`, { cause });
  }
  return parse(path, text).map((entry) => ({
    slug: entry.interface.slug,
    relativePath: entry.interface.relative_path,
    isImage:
      (entry.interface.super_kind ?? 'image').toLowerCase() === 'image' ||
      entry.interface.relative_path.startsWith('images/'),
  }));
}

function parse(path: string, text: string): z.infer<typeof schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InputError(
      `${path} is not JSON (${(cause as Error).message}). Expected the platform's list of inputs; without the file images/pet and images/ct are used.`,
      { cause },
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    `${path} is not the platform's list of inputs: ${issue?.path.join('.') || 'the top level'}: ${issue?.message}. Without the file images/pet and images/ct are used.`,
    { cause: parsed.error },
  );
}

function staysBelow(path: string): boolean {
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
}
