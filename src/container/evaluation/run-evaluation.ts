import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { type Evaluated, evaluateCases } from '../../evaluate/evaluate.js';
import { normaliseEvaluateOptions } from '../../evaluate/options/normalise-evaluate-options.js';
import { type EvaluationFiles, writeEvaluation } from '../../evaluate/report/write-evaluation.js';
import type { CaseResult } from '../../evaluate/result/evaluation.js';
import { checkOutputs } from '../../files/check-outputs.js';
import { listed } from '../../files/listed.js';
import type { Log, OnProgress } from '../../log.js';
import { availableThreads } from '../../process/available-threads.js';
import { type EvaluationSettings, readEvaluationSettings } from './evaluation-settings.js';
import { pairJobs } from './pair-jobs.js';
import { readPredictions } from './read-predictions.js';

/** Where the platform unpacks the ground truth that an organiser uploads. */
const uploadedGroundTruth = '/opt/ml/input/data/ground_truth';

/**
 * The evaluation container's whole run: finds the mask of each job, scores them against the ground
 * truth, and writes `metrics.json`, last, so that it is there only if all went well.
 *
 * Environment: AUTOPET_INPUT (default /input), AUTOPET_OUTPUT (/output), AUTOPET_GROUND_TRUTH
 * (/opt/ml/input/data/ground_truth), and the settings.
 *
 * @throws AutopetError of the kind that fits
 */
export async function runEvaluation(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: OnProgress,
): Promise<void> {
  const input = environment.AUTOPET_INPUT || '/input';
  const output = environment.AUTOPET_OUTPUT || '/output';
  const groundTruth = environment.AUTOPET_GROUND_TRUTH || uploadedGroundTruth;
  const settings = await readEvaluationSettings(groundTruth, environment);
  const files = outputFiles(output, settings);
  const predictions = join(input, 'predictions.json');
  await checkOutputs({ outputs: Object.values(files), inputs: [predictions, groundTruth] });
  const jobs = await readPredictions(predictions);
  const { paired, failures } = await pairJobs(jobs, {
    input,
    groundTruth,
    inputSocket: settings.input_socket ?? null,
    outputSocket: settings.output_socket ?? null,
  });
  tellFailures(failures, settings, log);
  const options = normaliseEvaluateOptions({
    predictions: input,
    references: groundTruth,
    rules: settings.rules,
    missing: settings.failed_jobs,
    label: settings.label,
    referenceLabel: settings.reference_label,
    subsets: settings.subsets && join(groundTruth, settings.subsets),
    subsetColumn: settings.subset_column,
    bootstrap: settings.bootstrap,
    seed: settings.seed,
    workers: settings.workers ?? defaultWorkers(environment),
    log,
    onProgress,
  });
  const evaluated = await evaluateCases(paired, options);
  await writeEvaluation(files, withFailures(evaluated, failures), settings.pictures);
  log.info({ output }, `${jobs.length} job(s) evaluated, written to ${output}`);
}

function tellFailures(
  failures: ReadonlyMap<string, string>,
  { failed_jobs: rule }: EvaluationSettings,
  log: Log,
): void {
  if (failures.size === 0) return;
  const reasons = listed([...failures].map(([name, reason]) => `${name} (${reason})`));
  if (rule === 'worst') log.warn({ failures: [...failures] }, `without a mask: ${reasons}`);
  else {
    throw new InputError(
      `${failures.size} case(s) without a mask: ${reasons}. They are scored as the worst there can be unless failed_jobs is "fail".`,
    );
  }
}

/** The platform says how many processes it would like; null where it does not. */
function defaultWorkers({ GRAND_CHALLENGE_MAX_WORKERS: wanted }: NodeJS.ProcessEnv): number | null {
  const most = Number(wanted);
  return Number.isInteger(most) && most > 0 ? Math.min(availableThreads(), most) : null;
}

/** Says with each case that has no mask why. */
function withFailures({ evaluation, files }: Evaluated, failures: ReadonlyMap<string, string>) {
  const results = evaluation.results.map((result): CaseResult => {
    const reason = failures.get(result.case);
    return reason === undefined ? result : { ...result, notes: [...result.notes, reason] };
  });
  return { evaluation: { ...evaluation, results }, files };
}

function outputFiles(output: string, { csv, report }: EvaluationSettings): EvaluationFiles {
  return {
    metrics: join(output, 'metrics.json'),
    csv: csv ? join(output, 'cases.csv') : null,
    report: report ? join(output, 'report.html') : null,
  };
}
