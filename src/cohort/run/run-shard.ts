import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ModelError, ResourceError, UsageError } from '../../errors.js';
import { checkOutputs } from '../../files/check-outputs.js';
import type { Log, OnProgress } from '../../log.js';
import { loadModel } from '../../nnunet/model/load-model.js';
import * as field from '../../options/fields.js';
import { parseOptions } from '../../options/parse-options.js';
import { availableThreads } from '../../process/available-threads.js';
import { interruptible } from '../../process/interruptible.js';
import { throwIfAborted } from '../../process/until-aborted.js';
import { normaliseOptions } from '../../segment/options/normalise-options.js';
import { folderSchema } from '../../segment/options/options-schema.js';
import { usedModel } from '../../segment/report/make-result.js';
import { version } from '../../version.js';
import type { PlanFile, PlannedStudy } from '../plan/cohort-plan.js';
import { readPlan } from '../plan/read-plan.js';
import { readShard } from '../plan/read-shard.js';
import { refuseFailures } from '../refuse-failures.js';
import type { CompleteStudiesOptions } from '../studies-options.js';
import { ownPlaces } from '../study-places.js';
import type { TakeStudy, Turn } from '../take-study.js';
import { tellOutcome } from '../tell-outcome.js';
import { useTaker } from '../use-taker.js';
import type { Outcome } from '../write-tables.js';
import { checkUnchanged } from './check-unchanged.js';
import { clearFailure, readFailure, writeFailure } from './failures.js';
import { RecordedError } from './recorded-error.js';
import type { Shard } from './shard.js';
import { studyFolder } from './study-folder.js';

/** How a shard is run. What changes a mask is in the plan. */
export interface ShardOptions {
  /** The folder that holds the plan. */
  readonly output: string;
  readonly shard: Shard;
  /** Also take studies that failed before. Default: no. */
  readonly retryFailed?: boolean | null | undefined;
  readonly log?: Log | null | undefined;
  readonly onProgress?: OnProgress | null | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

const schema = z.strictObject({
  output: field.requiredPath('the path of a folder'),
  shard: z
    .object({ number: z.number().int().min(1), of: z.number().int().min(1) })
    .describe('a number of a shard, and of how many'),
  retryFailed: field.optional(z.boolean(), false, 'true or false'),
  log: field.log(),
  onProgress: field.onProgress(),
  signal: field.signal(),
});

type Complete = Readonly<z.output<typeof schema>>;

/**
 * Segments the studies of one shard of a plan with a model that is loaded once. Each gets a folder `studies/<study>` with `mask.mha` and
 * `done.json`, made beside and renamed as a whole; one that fails gets `failed/<study>.json`, and the others go on. What is done is
 * not done again, nor what has failed.
 *
 * @throws StudiesError at the end, when studies failed, now or before
 * @throws UsageError when there is no plan, it has another number of shards, or is another version's
 * @throws ModelError when the weights are not those of the plan; DeviceError, ResourceError, InterruptedError
 */
export async function runShard(given: ShardOptions): Promise<readonly Outcome[]> {
  const options = parseOptions(schema, given);
  return interruptible(options.signal, async () => {
    const plan = await readPlan(options.output);
    refuseOtherPlan(plan, options);
    const outcomes = await runEach(plan, options);
    refuseFailures(outcomes);
    return outcomes;
  });
}

function refuseOtherPlan(plan: PlanFile, { shard, output }: Complete): void {
  if (shard.of !== plan.shards) {
    throw new UsageError(
      `--shard ${shard.number}/${shard.of}: the plan in ${output} has ${plan.shards} shards. Expected K/${plan.shards}.`,
    );
  }
  if (plan.autopet !== version) {
    throw new UsageError(
      `The plan in ${output} was made by autopet ${plan.autopet}, and this is ${version}: masks might differ. Run that version, or make the plan again (autopet cohort plan --replace).`,
    );
  }
}

async function runEach(plan: PlanFile, options: Complete): Promise<readonly Outcome[]> {
  const { output, signal, shard } = options;
  await checkOutputs({
    outputs: [join(output, 'studies', '.try'), join(output, 'failed', '.try')],
  });
  const asPlanned = studiesOptions(plan, options);
  const model = await loadModel(asPlanned.model, asPlanned);
  const used = await usedModel(model);
  if (JSON.stringify(used.sha256) !== JSON.stringify(plan.model.sha256)) {
    throw new ModelError(
      `${asPlanned.model} does not hold the weights and settings that the plan was made with. Put them back, or make the plan again (autopet cohort plan --replace).`,
    );
  }
  const told = { run: { shard: shard.number, node: hostname(), ...slurmTells() } };
  const studies = await readShard(output, shard.number);
  const turns = studies.map((planned) => turnOf(planned, plan, output));
  return useTaker(model, { model: used, options: asPlanned, told }, async (take) => {
    const outcomes: Outcome[] = [];
    for (const [k, planned] of studies.entries()) {
      const place = `shard ${shard.number}: ${k + 1} of ${turns.length}, ${planned.study.name}`;
      outcomes.push(await takePlanned(planned, [turns[k]!, turns[k + 1]], take, options, place));
      throwIfAborted(signal);
    }
    return outcomes;
  });
}

async function takePlanned(
  planned: PlannedStudy,
  [turn, next]: readonly [Turn, Turn | undefined],
  take: TakeStudy,
  { output, retryFailed, log, signal }: Complete,
  place: string,
): Promise<Outcome> {
  const { name } = planned.study;
  const earlier = retryFailed ? null : await readFailure(output, name);
  if (earlier !== null) {
    log.warn({ study: name }, `${place}: failed before: ${earlier.message}`);
    return { study: name, report: null, error: new RecordedError(earlier) };
  }
  const { outcome, isOld } = await checkUnchanged(planned).then(
    () => take(turn, place, next),
    (error: Error) => ({ outcome: { study: name, report: null, error }, isOld: false }),
  );
  throwIfAborted(signal);
  tellOutcome(place, outcome, isOld, log);
  if (outcome.error === null) await clearFailure(output, name);
  else await writeFailure(output, name, outcome.error);
  return outcome;
}

function turnOf({ study }: PlannedStudy, plan: PlanFile, output: string): Turn {
  const folder = studyFolder(output, study.name);
  return { study, places: ownPlaces(folder, plan.options.dicom_output, plan.options.pages, study) };
}

/** All that changes a mask comes from the plan. */
function studiesOptions(plan: PlanFile, options: Complete): CompleteStudiesOptions {
  const { output, log, onProgress, signal } = options;
  const { threads, ...frozen } = plan.options;
  const given = availableThreads();
  if (given < threads) {
    const found = `The plan says ${threads} threads, and this job was given ${given} processor(s)`;
    const advice = `Ask for ${threads} (cpus-per-task)`;
    // Fewer would be taken then, and masks might differ.
    if (2 * given < threads)
      throw new ResourceError(`${found}. ${advice}, or plan with --threads ${given}.`);
    log.warn({ threads, given }, `${found}: it will be slow. ${advice}.`);
  }
  return normaliseOptions(folderSchema, {
    model: plan.model.path,
    configuration: frozen.configuration,
    folds: frozen.folds,
    lesionLabel: frozen.lesion_label,
    device: frozen.device,
    precision: frozen.precision,
    threads,
    tta: frozen.tta,
    stepSize: frozen.step_size,
    suvThreshold: frozen.suv_threshold,
    acceptInput: frozen.accept_input,
    petUnit: frozen.pet_unit,
    keepUids: frozen.keep_uids,
    output,
    log,
    onProgress,
    signal,
  });
}

/** Where a job of Slurm's runs, and for which time. */
function slurmTells(): Readonly<Record<string, string>> {
  const { SLURM_JOB_ID: job, SLURM_RESTART_COUNT: restarts } = process.env;
  return { ...(job && { job }), ...(restarts && { restarts }) };
}
