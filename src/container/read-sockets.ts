import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import type { JsonRules } from '../files/parse-json.js';
import { readJsonIfThere } from '../files/read-json.js';
import { socketValue } from './socket-value.js';

/** An input of the platform: its slug, and where it lies below the input folder. */
export interface Socket {
  readonly slug: string;
  readonly relativePath: string;
  readonly isImage: boolean;
}

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
  const listed = await readJsonIfThere(join(input, 'inputs.json'), z.array(socketValue), rules);
  if (listed === null) return null;
  return listed.map(({ socket }) => ({
    slug: socket.slug,
    relativePath: socket.relative_path,
    isImage:
      (socket.super_kind ?? 'image').toLowerCase() === 'image' ||
      socket.relative_path.startsWith('images/'),
  }));
}
