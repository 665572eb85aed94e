import { z } from 'zod';
import { InputError } from '../../errors.js';
import type { JsonRules } from '../../files/parse-json.js';
import { readJson } from '../../files/read-json.js';
import { type SocketValue, socketValue } from '../socket-value.js';

/** A job of an algorithm, as the platform lists it. */
export interface Job {
  /** Names the job's folder. */
  readonly pk: string;
  /** `Succeeded`, or what came in between. */
  readonly status: string;
  /** Images that went in. */
  readonly inputs: readonly JobImage[];
  /** Images that came out. */
  readonly outputs: readonly JobImage[];
}

/** An image in a socket. */
export interface JobImage {
  readonly slug: string;
  /** Where it lies below the job's folder. */
  readonly relativePath: string;
  /** The name that its user gave it; null where it has none. */
  readonly name: string | null;
}

const schema = z.array(
  z.object({
    pk: z.string().regex(/^[A-Za-z0-9_-]+$/, 'expected the name of a folder'),
    status: z.string(),
    inputs: z.array(socketValue),
    outputs: z.array(socketValue),
  }),
);

const rules: JsonRules = { Refused: InputError, expected: "the platform's list of jobs" };

/**
 * Reads `predictions.json`, in which the platform lists the jobs of the algorithm.
 *
 * @throws InputError when it cannot be read, is not such a list, or lists no job
 */
export async function readPredictions(path: string): Promise<readonly Job[]> {
  const jobs = await readJson(path, schema, rules);
  if (jobs.length === 0)
    throw new InputError(`${path} lists no job: there is nothing to evaluate.`);
  return jobs.map(({ pk, status, inputs, outputs }) => ({
    pk,
    status,
    inputs: imagesOf(inputs),
    outputs: imagesOf(outputs),
  }));
}

function imagesOf(values: readonly SocketValue[]): JobImage[] {
  return values
    .filter(
      ({ socket }) =>
        socket.super_kind?.toLowerCase() === 'image' || socket.relative_path.startsWith('images/'),
    )
    .map(({ socket, name }) => ({ slug: socket.slug, relativePath: socket.relative_path, name }));
}
