import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../errors.js';
import { makeFolder } from '../../files/make-folder.js';
import { replaceFolder } from '../../files/replace-folder.js';
import { sha256 } from '../../files/sha256.js';
import { writeJson } from '../../files/write-json.js';
import { bundledModel } from '../../nnunet/model/bundled-model.js';
import { loadModel, type Model } from '../../nnunet/model/load-model.js';
import { parseOptions } from '../../options/parse-options.js';
import { availableThreads } from '../../process/available-threads.js';
import { autoPrecision } from '../../runtime/precision.js';
import { usedModel } from '../../segment/report/make-result.js';
import { version } from '../../version.js';
import { type CohortStudy, isDicom } from '../cohort-study.js';
import { type PlanFile, planSchema } from './cohort-plan.js';
import { largestStudy } from './largest-study.js';
import { dicomList, planFiles, planFolder } from './plan-files.js';
import { type CompletePlanOptions, type PlanOptions, planOptionsSchema } from './plan-options.js';
import { readPlan } from './read-plan.js';
import { tellDisk } from './tell-disk.js';
import { type Manifested, writeManifest } from './write-manifest.js';

/** What was planned, for whoever asked for it. */
export interface PlannedCohort extends PlanFile {
  /** Names of studies of which a file cannot be used: they will fail in their run. */
  readonly broken: readonly string[];
}

// See docs/cohorts.md, "How many shards".
const studiesOfShard = 12;
// A stock Slurm takes arrays of indices up to 1000 (MaxArraySize 1001).
const mostShards = 1000;
const mostThreads = 4;

/**
 * Freezes what a cohort is to be: its studies, their files as they are now, the weights, and every option that may change a mask.
 * Studies are spread over shards of about as many voxels each. A study of which a file is missing or no image does not
 * stop the plan; it fails in its run.
 *
 * @throws UsageError when there is another plan
 * @throws OptionError; ModelError when the model cannot be used; ResourceError when it cannot be written
 */
export async function planCohort(
  studies: readonly CohortStudy[],
  given: PlanOptions,
): Promise<PlannedCohort> {
  const options = parseOptions(planOptionsSchema, given);
  const { output, log } = options;
  const usual = Math.min(mostShards, Math.max(1, Math.ceil(studies.length / studiesOfShard)));
  const shards = options.shards ?? usual;
  if (shards > studies.length) {
    throw new UsageError(
      `${shards} shards are more than the ${studies.length} studies. Expected at most as many.`,
    );
  }
  const model = await loadModel(options.model ?? bundledModel, options);
  const frozen = await freeze(model, options);
  const { plan, voxels, broken } = await writePlan(options, studies, shards, async (found) => ({
    format: 'autopet cohort plan 1',
    autopet: version,
    studies: studies.length,
    shards,
    ...frozen,
    largest: await largestStudy(studies, found.voxels, model, frozen.options),
  }));
  await tellDisk(output, voxels, plan.options.dicom_output, log);
  return { ...plan, broken };
}

async function freeze(
  model: Model,
  options: CompletePlanOptions,
): Promise<Pick<PlanFile, 'model' | 'options'>> {
  const { device, precision, threads, dicomOutput, keepUids, pages } = options;
  return {
    model: {
      path: options.model === null ? null : resolve(options.model),
      ...copied(await usedModel(model)),
    },
    options: {
      configuration: options.configuration,
      folds:
        options.folds === 'auto' || options.folds === 'all' ? options.folds : [...options.folds],
      lesion_label: options.lesionLabel && [...options.lesionLabel],
      device,
      precision: precision ?? autoPrecision[device],
      threads: threads ?? Math.min(mostThreads, availableThreads()),
      tta: options.tta,
      step_size: options.stepSize,
      suv_threshold: options.suvThreshold,
      accept_input: options.acceptInput,
      pet_unit: options.petUnit,
      dicom_output: dicomOutput,
      keep_uids: keepUids,
      pages,
    },
  };
}

function copied(used: Awaited<ReturnType<typeof usedModel>>): Omit<PlanFile['model'], 'path'> {
  return { ...used, folds: [...used.folds], sha256: { ...used.sha256 } };
}

/** Writes the folder of the plan as a whole. */
async function writePlan(
  { output, replace, log }: CompletePlanOptions,
  studies: readonly CohortStudy[],
  shards: number,
  tell: (found: Manifested) => Promise<Omit<PlanFile, 'manifest'>>,
): Promise<Manifested & { readonly plan: PlanFile }> {
  return replaceFolder(planFolder(output), async (folder) => {
    await mkdir(folder);
    for (const study of studies.filter(isDicom)) {
      const path = join(folder, dicomList(study.name));
      await makeFolder(dirname(path));
      await writeJson(path, { dicom: study.dicom, images: study.images });
    }
    const path = join(folder, planFiles.manifest);
    const found = await writeManifest(path, studies, shards, log);
    const plan = { ...(await tell(found)), manifest: await sha256(path) };
    if (!replace) await refuseOther(output, plan);
    await writeJson(join(folder, planFiles.plan), plan);
    return { ...found, plan };
  });
}

/** The same plan again does no harm. */
async function refuseOther(output: string, plan: PlanFile): Promise<void> {
  const other = await readPlan(output).catch((error: unknown) => {
    if (error instanceof UsageError) return null;
    throw error;
  });
  if (other === null || isDeepStrictEqual(other, planSchema.parse(plan))) return;
  throw new UsageError(
    `${output} holds another plan. Choose another folder; or let this one take its place with --replace: what was done under the same conditions is not done again.`,
  );
}
