import { z } from 'zod';
import * as field from '../../options/fields.js';
import { parseOptions } from '../../options/parse-options.js';
import { usableThreads } from '../../options/usable-threads.js';
import { availableThreads } from '../../process/available-threads.js';
import type { CompleteEvaluateOptions, EvaluateOptions } from './evaluate-options.js';

const folder = 'the path of a folder';

const label = field.optional(
  z.union([z.literal('any'), z.int32().min(1)]),
  null,
  'a whole number from 1, or any',
);

const schema = z.strictObject({
  predictions: field.requiredPath(folder),
  references: field.requiredPath(folder),
  pet: field.path(null, folder),
  rules: field.choice(['I', 'III'], 'III'),
  missing: field.choice(['fail', 'worst'], 'fail'),
  label,
  referenceLabel: label,
  subsets: field.path(null, 'the path of a CSV file'),
  subsetColumn: field.path(null, 'the heading of a column'),
  bootstrap: field.wholeFrom(0, 2000, 1_000_000),
  seed: field.wholeFrom(0, 0),
  workers: field.wholeFrom(1, null),
  log: field.log(),
  onProgress: field.onProgress(),
  signal: field.signal(),
});

// A case with a PET takes about 1 GB while it is scored, so more are not for every machine.
const usualWorkers = 4;

/**
 * The only way in for an evaluation's options, whether from the command line, the container or a program.
 *
 * @throws OptionError that names the option, what was found and what was expected
 */
export function normaliseEvaluateOptions(given: EvaluateOptions): CompleteEvaluateOptions {
  const { rules, missing, label, referenceLabel, bootstrap, seed, ...options } = parseOptions(
    schema,
    given,
  );
  const workers = options.workers ?? Math.min(availableThreads(), usualWorkers);
  return {
    ...options,
    settings: { rules, missing, label, reference_label: referenceLabel, bootstrap, seed },
    workers: usableThreads(workers, 'workers', options.log),
  };
}
