import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../errors.js';
import { readJsonIfThere } from '../../files/read-json.js';
import { socketSlug } from '../socket-slug.js';

const expectedLabel = 'expected a whole number from 1, or any';
const number = z.coerce.number(expectedLabel).int(expectedLabel).min(1, expectedLabel);
const label = z.union([z.literal('any'), number], expectedLabel).optional();

/** What an organiser may set, by name; docs/evaluation-container.md explains each. */
const schema = z.strictObject({
  rules: z.enum(['I', 'III']).default('III'),
  failed_jobs: z.enum(['worst', 'fail']).default('worst'),
  input_socket: socketSlug.optional(),
  output_socket: socketSlug.optional(),
  label,
  reference_label: label,
  subsets: z.string().min(1).optional(),
  subset_column: z.string().min(1).optional(),
  bootstrap: z.coerce.number().int().min(0).max(100_000).default(2000),
  seed: z.coerce.number().int().min(0).default(0),
  workers: z.coerce.number().int().min(1).optional(),
  csv: z.union([z.boolean(), z.stringbool()]).default(false),
  report: z.union([z.boolean(), z.stringbool()]).default(false),
  pictures: z.coerce.number().int().min(0).default(20),
});

/** What the evaluation container is told. */
export type EvaluationSettings = Readonly<z.infer<typeof schema>>;

/** Lies beside the reference masks, so that the ground truth that is uploaded is all there is to set. */
const settingsFile = 'autopet-evaluation.json';

/**
 * Reads the settings from autopet-evaluation.json in the ground truth folder, if it is there, and from
 * environment variables such as AUTOPET_FAILED_JOBS, which come before it. An empty variable counts
 * as not set.
 *
 * @throws UsageError when a setting is not known or has a value that it cannot have
 */
export async function readEvaluationSettings(
  groundTruth: string,
  environment: NodeJS.ProcessEnv,
): Promise<EvaluationSettings> {
  const path = join(groundTruth, settingsFile);
  const fromFile = await readJsonIfThere(path, z.record(z.string(), z.unknown()), {
    Refused: UsageError,
    expected: 'a JSON object of settings',
  });
  const fromEnvironment = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[variableOf(name)];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse({ ...fromFile, ...fromEnvironment });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  const where = name in fromEnvironment ? variableOf(name) : `${path}${name && `: ${name}`}`;
  throw new UsageError(`${where}: ${issue?.message}.`, { cause: parsed.error });
}

function variableOf(name: string): string {
  return `AUTOPET_${name.toUpperCase()}`;
}
