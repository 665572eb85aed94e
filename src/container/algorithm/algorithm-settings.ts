import { z } from 'zod';
import { UsageError } from '../../errors.js';
import { parseSuvThreshold, type SuvThreshold } from '../../lesions/suv-threshold.js';
import { type PrecisionChoice, precisionChoices } from '../../runtime/precision.js';
import { socketSlug } from '../socket-slug.js';

/** What the container is told by environment variables. */
export interface AlgorithmSettings {
  /** Folder of the platform's inputs; it may be a symbolic link. */
  readonly input: string;
  readonly output: string;
  /** Model folder; null for what was uploaded, else the bundled weights. */
  readonly model: string | null;
  /** Seconds a study may take; null for the model's or the default. */
  readonly timeLimit: number | null;
  /** Of the convolutions; null for the model's or `auto`. */
  readonly precision: PrecisionChoice | null;
  /** What of lesions is below it goes; null for the model's or nothing. */
  readonly suvThreshold: SuvThreshold | null;
  /** Slug of the output socket; null to choose by the inputs. */
  readonly outputSocket: string | null;
  /** What edition III's data-centric-model.json is to say; null for no such file. */
  readonly dataCentric: boolean | null;
  /** Where the server listens. */
  readonly host: string;
  readonly port: number;
}

/** As `--suv-threshold`. */
export const suvThreshold = z.custom<SuvThreshold>(
  (text) => typeof text === 'string' && parseSuvThreshold(text) !== null,
  'expected an SUV such as 4, a share of SUVmax such as 41%, or liver',
);

const schema = z.object({
  AUTOPET_INPUT: z.string().default('/input'),
  AUTOPET_OUTPUT: z.string().default('/output'),
  AUTOPET_MODEL: z.string().optional(),
  AUTOPET_TIME_LIMIT: z.coerce
    .number('expected a number of seconds above 0, such as 300')
    .positive('expected a number of seconds above 0, such as 300')
    .optional(),
  AUTOPET_PRECISION: z.enum(precisionChoices, `expected ${precisionChoices.join(', ')}`).optional(),
  AUTOPET_SUV_THRESHOLD: suvThreshold.optional(),
  AUTOPET_OUTPUT_SOCKET: socketSlug.optional(),
  AUTOPET_DATA_CENTRIC: z.enum(['true', 'false'], 'expected true or false').optional(),
  // Which of the two it is, `wantsServer` says.
  AUTOPET_API_METHOD: z.enum(['exec', 'invoke'], 'expected exec or invoke').optional(),
  AUTOPET_HOST: z.string().default('127.0.0.1'),
  AUTOPET_PORT: z.coerce.number('expected a port number').int().min(0).max(65535).default(4743),
});

/**
 * Reads the environment variables that docs/submit-to-grand-challenge.md lists. An empty one counts
 * as not set.
 *
 * @throws UsageError when one has a value that it cannot have
 */
export function readAlgorithmSettings(environment: NodeJS.ProcessEnv): AlgorithmSettings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    throw new UsageError(`${name} is "${environment[name]}": ${issue?.message}.`);
  }
  const values = parsed.data;
  return {
    input: values.AUTOPET_INPUT,
    output: values.AUTOPET_OUTPUT,
    model: values.AUTOPET_MODEL ?? null,
    timeLimit: values.AUTOPET_TIME_LIMIT ?? null,
    precision: values.AUTOPET_PRECISION ?? null,
    suvThreshold: values.AUTOPET_SUV_THRESHOLD ?? null,
    outputSocket: values.AUTOPET_OUTPUT_SOCKET ?? null,
    dataCentric: values.AUTOPET_DATA_CENTRIC ? values.AUTOPET_DATA_CENTRIC === 'true' : null,
    host: values.AUTOPET_HOST,
    port: values.AUTOPET_PORT,
  };
}
