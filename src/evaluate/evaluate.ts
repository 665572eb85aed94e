import { InputError } from '../errors.js';
import { listed } from '../files/listed.js';
import type { Log } from '../log.js';
import { interruptible } from '../process/interruptible.js';
import { aggregate } from './aggregate/aggregate.js';
import { aggregateSubsets, type Grouping, readGrouping } from './aggregate/subsets.js';
import { commandLine } from './options/command-line.js';
import type { CompleteEvaluateOptions, EvaluateOptions } from './options/evaluate-options.js';
import { normaliseEvaluateOptions } from './options/normalise-evaluate-options.js';
import type { CaseResult, Evaluation } from './result/evaluation.js';
import { provenanceOf } from './result/provenance.js';
import { absentLabels } from './score/absent-labels.js';
import { type CaseFiles, type PairedCases, pairCases } from './score/pair-cases.js';
import { scoreStudies } from './score/score-studies.js';
import { inputFile } from './score/score-study.js';

/** What was found, and the files it was found in, for who draws them. */
export interface Evaluated {
  readonly evaluation: Evaluation;
  /** As the evaluation's results, in their order. */
  readonly files: readonly CaseFiles[];
}

/**
 * Scores a folder of predicted masks against a folder of references.
 *
 * @throws OptionError
 * @throws InputError when a folder or file cannot be used, grids differ, or a prediction is missing
 *   and the settings do not allow that
 * @throws ResourceError, InterruptedError
 */
export async function evaluate(given: EvaluateOptions): Promise<Evaluated> {
  const options = normaliseEvaluateOptions(given);
  return interruptible(options.signal, async () => {
    const paired = await pairCases(options.predictions, options.references, options.pet);
    return evaluateCases(paired, options);
  });
}

/**
 * As {@link evaluate}, of cases that are paired already.
 *
 * @param options its folders are named in messages and in the evaluation, and not read
 * @throws InputError as {@link evaluate}
 */
export async function evaluateCases(
  paired: PairedCases,
  options: CompleteEvaluateOptions,
): Promise<Evaluated> {
  const { settings, log } = options;
  const missing = tellUnpaired(paired, options);
  const grouping = await groupingOf(paired.cases, options);
  const scored = await scoreStudies(paired.cases, settings, options);
  const absent = absentLabels(
    scored.map(({ labels }) => labels),
    settings,
  );
  for (const line of absent) log.warn({}, line);
  const results = scored.map(({ result }): CaseResult => {
    return { ...result, subset: grouping?.groupOf.get(result.case) ?? null };
  });
  tellNotes(results, log);
  const evaluation: Evaluation = {
    results,
    aggregates: aggregate(results, settings),
    subsets: grouping && aggregateSubsets(results, grouping.column, settings),
    cases: { total: results.length, missing, extra: paired.extra },
    settings,
    provenance: {
      ...provenanceOf(commandLine(options)),
      subsets_file: options.subsets === null ? null : await inputFile(options.subsets),
    },
  };
  return { evaluation, files: paired.cases };
}

async function groupingOf(
  cases: readonly CaseFiles[],
  { subsets, subsetColumn }: CompleteEvaluateOptions,
): Promise<Grouping | null> {
  if (subsets === null) return null;
  return readGrouping(
    subsets,
    subsetColumn,
    cases.map(({ name }) => name),
  );
}

/** Warns of extra and missing predictions; the latter are an error if the settings say so. */
function tellUnpaired(
  { cases, extra, renamed }: PairedCases,
  { settings, predictions, references, log }: CompleteEvaluateOptions,
): string[] {
  const missing = cases.filter(({ prediction }) => prediction === null).map(({ name }) => name);
  if (renamed.size > 0) {
    const pairs = [...renamed].map(([name, prediction]) => `${prediction} for ${name}`);
    log.info({ pairs }, `${renamed.size} prediction(s) go by another name: ${listed(pairs)}`);
  }
  if (extra.length > 0) {
    log.warn(
      { extra },
      `${extra.length} prediction(s) without a reference, not scored: ${listed(extra)}`,
    );
  }
  if (missing.length === 0) return missing;
  const count = `${missing.length} of ${cases.length} case(s)`;
  if (settings.missing === 'fail') {
    throw new InputError(
      `${predictions} has no prediction for ${count} of ${references}: ${listed(missing)}. Add them, or score them as the worst there can be with --missing worst.`,
    );
  }
  log.warn({ missing }, `${count} without a prediction, given the worst score: ${listed(missing)}`);
  return missing;
}

/** One line per kind of note: the platform keeps only some hundred lines of a run. */
function tellNotes(results: readonly CaseResult[], log: Log): void {
  for (const note of new Set(results.flatMap(({ notes }) => notes))) {
    const cases = results.filter(({ notes }) => notes.includes(note)).map((r) => r.case);
    log.info({ cases }, `${note} in ${cases.length} case(s): ${listed(cases)}`);
  }
}
