import { byCodePoint } from '../../files/by-code-point.js';
import type { Log } from '../../log.js';
import { interruptible } from '../../process/interruptible.js';
import { distributionOf } from '../aggregate/aggregate.js';
import { evaluateCases } from '../evaluate.js';
import { commandLine } from '../options/command-line.js';
import type { CompleteEvaluateOptions, EvaluateOptions } from '../options/evaluate-options.js';
import { normaliseEvaluateOptions } from '../options/normalise-evaluate-options.js';
import type { CaseList, CaseResult, Evaluation } from '../result/evaluation.js';
import { provenanceOf } from '../result/provenance.js';
import { pairCases } from '../score/pair-cases.js';
import {
  type Curves,
  curveNames,
  type InteractiveAggregates,
  type InteractiveCase,
  type InteractiveEvaluation,
  type InteractiveSubsets,
} from './interactive-evaluation.js';
import { iterationFolders } from './iteration-folders.js';
import { perSummary, summariseCurves } from './summarise-curves.js';

/**
 * Scores the masks of each iteration of a session of clicks against a folder of references, by the rules of the
 * challenge's fifth edition: of a study without lesions Dice is 1 for an empty mask and 0 for another, and lesions
 * have no matches (DMM). There is no PET.
 *
 * @param given `predictions` holds the folders `iteration_0`, `iteration_1` …
 * @throws OptionError, InputError, ResourceError, InterruptedError as `evaluate`
 */
export async function evaluateInteractive(given: EvaluateOptions): Promise<InteractiveEvaluation> {
  const options = normaliseEvaluateOptions(given);
  return interruptible(options.signal, async () => {
    const folders = await iterationFolders(options.predictions);
    const evaluations: Evaluation[] = [];
    for (const [iteration, predictions] of folders.entries()) {
      evaluations.push(await scoreIteration(predictions, options, iteration, folders.length));
    }
    return together(evaluations, options);
  });
}

async function scoreIteration(
  predictions: string,
  options: CompleteEvaluateOptions,
  iteration: number,
  iterations: number,
): Promise<Evaluation> {
  const paired = await pairCases(predictions, options.references, null);
  const onProgress = (done: number, total: number): void =>
    options.onProgress(iteration * total + done, iterations * total);
  // Intervals are for what is summed up over the iterations; what is odd is told by iteration.
  const { evaluation } = await evaluateCases(paired, {
    ...options,
    predictions,
    settings: { ...options.settings, bootstrap: 0 },
    onProgress,
    log: withIteration(options.log, iteration),
  });
  return evaluation;
}

function withIteration(log: Log, iteration: number): Log {
  const tell = (fields: object, message: string): [object, string] => [
    { ...fields, iteration },
    `iteration ${iteration}: ${message}`,
  ];
  return {
    info: (fields, message) => log.info(...tell(fields, message)),
    warn: (fields, message) => log.warn(...tell(fields, message)),
  };
}

function together(
  evaluations: readonly Evaluation[],
  options: CompleteEvaluateOptions,
): InteractiveEvaluation {
  const [first] = evaluations;
  const results = first!.results.map((_, index) =>
    caseOf(evaluations.map((evaluation) => evaluation.results[index]!)),
  );
  return {
    results,
    curves: meanCurves(results),
    aggregates: sumUp(results, options),
    subsets: first!.subsets && subsetsOf(first!.subsets.column, results, options),
    cases: caseList(evaluations),
    settings: { ...options.settings, iterations: evaluations.length },
    provenance: {
      ...provenanceOf(`${commandLine(options)} --interactive`),
      subsets_file: first!.provenance.subsets_file,
    },
  };
}

/** @param iterations results of one case */
function caseOf(iterations: readonly CaseResult[]): InteractiveCase {
  const { case: name, subset, files } = iterations[0]!;
  const curves: Curves = {
    dice: iterations.map(diceOf),
    dmm: iterations.map(({ lesion_f1 }) => lesion_f1),
    fpv_ml: iterations.map(({ fpv_ml }) => fpv_ml),
    fnv_ml: iterations.map(({ fnv_ml }) => fnv_ml),
  };
  return {
    case: name,
    subset,
    ...curves,
    ...summariseCurves(curves),
    files: {
      predictions: iterations.map((iteration) => iteration.files.prediction),
      reference: files.reference,
    },
  };
}

/** The fifth edition gives a Dice to every case. */
function diceOf({ dice, reference_lesions, predicted_lesions }: CaseResult): number | null {
  if (reference_lesions !== 0) return dice;
  return predicted_lesions === 0 ? 1 : 0;
}

/** Means over cases at each iteration; those without a value there are left out. */
function meanCurves(cases: readonly InteractiveCase[]): Curves {
  const iterations = cases[0]!.dice.map((_, i) => i);
  const means = curveNames.map((name) => [
    name,
    iterations.map((i) => meanOf(cases.map((each) => each[name][i]!))),
  ]);
  return Object.fromEntries(means) as Curves;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((a, b) => a + b, 0) / defined.length;
}

function sumUp(
  cases: readonly InteractiveCase[],
  { settings }: CompleteEvaluateOptions,
): InteractiveAggregates {
  return perSummary((name) =>
    distributionOf(
      cases.map((each) => each[name]),
      settings,
    ),
  );
}

function subsetsOf(
  column: string,
  results: readonly InteractiveCase[],
  options: CompleteEvaluateOptions,
): InteractiveSubsets {
  const names = [...new Set(results.map(({ subset }) => subset ?? ''))].sort(byCodePoint);
  const groups = names.map((name) => {
    const cases = results.filter(({ subset }) => subset === name);
    return {
      name,
      cases: cases.length,
      curves: meanCurves(cases),
      aggregates: sumUp(cases, options),
    };
  });
  return {
    column,
    groups,
    means: perSummary((name) => meanOf(groups.map(({ aggregates }) => aggregates[name].mean))),
  };
}

/** A case is missing, and a prediction too much, where it is so at some iteration. */
function caseList(evaluations: readonly Evaluation[]): CaseList {
  const all = (key: 'missing' | 'extra'): string[] =>
    [...new Set(evaluations.flatMap(({ cases }) => cases[key]))].sort(byCodePoint);
  return { total: evaluations[0]!.cases.total, missing: all('missing'), extra: all('extra') };
}
