import type { z } from 'zod';
import type { Log } from '../../log.js';
import { parseOptions } from '../../options/parse-options.js';
import { usableThreads } from '../../options/usable-threads.js';
import { availableThreads } from '../../process/available-threads.js';

/** What all options that say how networks run have in common, as their schemas give it. */
interface Parsed {
  readonly threads: number | null;
  readonly log: Log;
}

/** With all defaults filled in. */
type Normalised<Options> = Readonly<Omit<Options, 'threads'>> & { readonly threads: number };

/**
 * The only way in for options that say how networks run, whether from the command line, the container
 * or a program: they are checked once, defaults are filled in, and inner code trusts them.
 *
 * @throws OptionError that names the option, what was found and what was expected
 */
export function normaliseOptions<Options extends Parsed>(
  schema: z.ZodObject & z.ZodType<Options>,
  given: unknown,
): Normalised<Options> {
  const options: Options = parseOptions(schema, given);
  const asked = options.threads ?? availableThreads();
  return { ...options, threads: usableThreads(asked, 'threads', options.log) };
}
