import { join } from 'node:path';
import { objectNames } from '../dicom/write/make-objects.js';
import { AutopetError, StudiesError } from '../errors.js';
import { checkOutputs } from '../files/check-outputs.js';
import { listed } from '../files/listed.js';
import { writeJson } from '../files/write-json.js';
import type { Log } from '../log.js';
import { loadModel } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { throwIfAborted } from '../process/until-aborted.js';
import type { NextStudy } from '../segment/ahead/look-ahead.js';
import { openLoaded } from '../segment/open-loaded.js';
import { normaliseOptions } from '../segment/options/normalise-options.js';
import { folderSchema } from '../segment/options/options-schema.js';
import type { StudyOptions } from '../segment/options/segment-options.js';
import { usedModel } from '../segment/report/make-result.js';
import { type Report, reportOf } from '../segment/report/report.js';
import type { Segmenter } from '../segment/segmenter.js';
import { sidecarBeside } from '../suv/read-sidecar.js';
import { type CohortStudy, isDicom, type StudyFiles } from './cohort-study.js';
import { type Conditions, type Finished, finishedReport } from './finished-report.js';
import type { CompleteStudiesOptions, StudiesOptions } from './studies-options.js';
import { studyConditions } from './study-conditions.js';
import { sumFile, sumFolder } from './sum-input.js';
import { type Outcome, writeTable } from './write-table.js';

/**
 * Segments study after study with a model that is loaded once. A study that fails does not keep the
 * others; one that an earlier run has done is not done again: the same bytes of PET and CT, weights, version and
 * options. The table is written
 * after each.
 *
 * @throws StudiesError at the end, when studies failed
 * @throws OptionError
 * @throws ModelError, DeviceError, ResourceError when the model cannot be loaded
 * @throws InterruptedError
 */
export async function segmentStudies(
  studies: readonly CohortStudy[],
  given: StudiesOptions,
): Promise<readonly Outcome[]> {
  const options = normaliseOptions(folderSchema, given);
  return interruptible(options.signal, async () => {
    const outcomes = await segmentEach(studies, options);
    refuseFailures(outcomes);
    return outcomes;
  });
}

async function segmentEach(
  studies: readonly CohortStudy[],
  options: CompleteStudiesOptions,
): Promise<readonly Outcome[]> {
  const { output: folder, log, signal } = options;
  await checkAllOutputs(studies, options);
  const model = await loadModel(options.model, options);
  const used = await usedModel(model);
  const outcomes: Outcome[] = [];
  const opened: Segmenter[] = [];
  const conditionsOf = rememberLast((study) => studyConditions(study, used, options));
  const open = async (): Promise<Segmenter> => {
    if (opened.length === 0) opened.push(await openLoaded(model, used, options));
    return opened[0]!;
  };
  try {
    for (const [k, study] of studies.entries()) {
      const place = `${k + 1} of ${studies.length}, ${study.name}`;
      const next = () => nextToRead(studies[k + 1], conditionsOf, options);
      const { outcome, isOld } = await takeStudy(study, conditionsOf, options, open, place, next);
      throwIfAborted(signal);
      outcomes.push(outcome);
      tell(place, outcome, isOld, log);
      await writeTable(tablePath(folder), outcomes).catch((error: unknown) => {
        // Locked by a spreadsheet program, say: it is written again after the next study.
        log.warn({}, (error as Error).message);
      });
    }
    await writeTable(tablePath(folder), outcomes);
    return outcomes;
  } finally {
    await opened[0]?.close();
  }
}

type ConditionsOf = (study: CohortStudy) => Promise<Conditions>;

/** The files of a study are summed once, be it before its turn. */
function rememberLast(ask: ConditionsOf): ConditionsOf {
  let last: { readonly study: CohortStudy; readonly found: Promise<Conditions> } | null = null;
  return (study) => {
    if (last?.study !== study) last = { study, found: ask(study) };
    return last.found;
  };
}

/** The study that may be read while the network is busy, once its files have been summed; null for none. */
async function nextToRead(
  study: CohortStudy | undefined,
  conditionsOf: ConditionsOf,
  options: CompleteStudiesOptions,
): Promise<StudyOptions | null> {
  if (study === undefined || isDicom(study)) return null;
  const conditions = await conditionsOf(study);
  const { report } = await finishedBefore(study, conditions, options);
  return report === null ? studyOptions(study, options) : null;
}

/**
 * Segments a study, unless it was done before.
 *
 * @param open gives the segmenter; what that throws is thrown on
 * @param next tells which study may be read meanwhile
 */
async function takeStudy(
  study: CohortStudy,
  conditionsOf: ConditionsOf,
  options: CompleteStudiesOptions,
  open: () => Promise<Segmenter>,
  place: string,
  next: NextStudy,
): Promise<{ readonly outcome: Outcome; readonly isOld: boolean }> {
  const { name } = study;
  const { log } = options;
  const failed = (error: unknown) => ({
    outcome: { study: name, report: null, error: error as Error },
    isOld: false,
  });
  let conditions: Conditions;
  try {
    conditions = await conditionsOf(study);
  } catch (error) {
    return failed(error);
  }
  const finished = await finishedBefore(study, conditions, options);
  if (finished.report !== null) {
    return { outcome: { study: name, report: finished.report, error: null }, isOld: true };
  }
  if (finished.reason !== null) {
    log.info({ study: name }, `${place}: done again, for ${finished.reason}`);
  }
  const segmenter = await open();
  try {
    const report = await segmentOne(segmenter, study, options, conditions, next);
    return { outcome: { study: name, report, error: null }, isOld: false };
  } catch (error) {
    return failed(error);
  }
}

async function finishedBefore(
  study: CohortStudy,
  conditions: Conditions,
  options: CompleteStudiesOptions,
): Promise<Finished> {
  const { output: folder, overwrite } = options;
  if (overwrite) return { report: null, reason: null };
  const [path, mask] = [reportPath(folder, study.name), maskPath(folder, study.name)];
  return finishedReport(path, mask, objectsPath(options, study), conditions);
}

/** The report says under which conditions the mask was made. */
async function segmentOne(
  segmenter: Segmenter,
  study: CohortStudy,
  options: CompleteStudiesOptions,
  { inputs, settings }: Conditions,
  next: NextStudy,
): Promise<Report> {
  const { output: folder } = options;
  const output = maskPath(folder, study.name);
  const objects = objectsPath(options, study);
  const result = isDicom(study)
    ? await segmenter.segmentDicom({
        ...passesOf(study, options),
        dicom: study.dicom,
        dicomOutput: objects,
        keepUids: options.keepUids,
      })
    : await segmenter.segment(studyOptions(study, options), next);
  const report = reportOf(result);
  // Whatever happens between the two, a mask of other conditions is not taken for this one.
  const sums = {
    mask: await sumFile(output),
    ...(objects === null ? {} : { objects: await sumFolder(objects) }),
  };
  await writeJson(reportPath(folder, study.name), { ...report, ...sums, inputs, settings });
  return report;
}

function studyOptions(study: StudyFiles, options: CompleteStudiesOptions): StudyOptions {
  return { ...passesOf(study, options), pet: study.pet, ct: study.ct };
}

function passesOf({ name }: CohortStudy, options: CompleteStudiesOptions) {
  const { output: folder, tta, stepSize, timeLimit, acceptInput, petUnit, onProgress } = options;
  const output = maskPath(folder, name);
  return { output, tta, stepSize, timeLimit, acceptInput, petUnit, onProgress };
}

/** A night is not spent on what cannot be kept. */
async function checkAllOutputs(
  studies: readonly CohortStudy[],
  options: CompleteStudiesOptions,
): Promise<void> {
  const { output: folder } = options;
  const inputs = studies.map((study) => (isDicom(study) ? [] : inputsOf(study)));
  await checkOutputs({
    outputs: [
      tablePath(folder),
      ...studies.flatMap(({ name }) => [maskPath(folder, name), reportPath(folder, name)]),
    ],
    folders: studies.map((study) => objectsPath(options, study)),
    replaced: objectNames,
    inputs: (await Promise.all(inputs)).flat(),
  });
}

async function inputsOf({ pet, ct }: StudyFiles): Promise<(string | null)[]> {
  return [pet, ct, await sidecarBeside(pet)];
}

function tablePath(folder: string): string {
  return join(folder, 'lesions.csv');
}

function maskPath(folder: string, name: string): string {
  return join(folder, `${name}.mha`);
}

function reportPath(folder: string, name: string): string {
  return join(folder, `${name}.json`);
}

/** Null where none are made. */
function objectsPath({ dicomOutput }: CompleteStudiesOptions, study: CohortStudy): string | null {
  return dicomOutput === null || !isDicom(study) ? null : join(dicomOutput, study.name);
}

function tell(place: string, { study, report, error }: Outcome, isOld: boolean, log: Log): void {
  if (report === null) {
    log.warn({ study }, `${place}: ${error?.message}`);
  } else if (isOld) {
    log.info({ study }, `${place}: was done before`);
  } else {
    const { lesions, seconds, device } = report;
    const { count, tmtv_ml, tlg, suv_max, dropped } = lesions;
    const found = `${count} lesion(s), ${tmtv_ml.toFixed(1)} ml in all`;
    log.info(
      { study, count, tmtv_ml, tlg, suv_max, dropped },
      `${place}: ${found}, after ${seconds.total} s on ${device}`,
    );
  }
}

/** The process ends as it would have for the first failure alone. */
function refuseFailures(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ error }) => error !== null);
  const [first] = failed;
  if (!first?.error) return;
  if (!(first.error instanceof AutopetError)) throw first.error;
  const names = listed(failed.map(({ study }) => study));
  throw new StudiesError(
    `${failed.length} of ${outcomes.length} studies were not segmented: ${names}. ${first.study}: ${first.error.message}`,
    first.error.code,
    { cause: first.error },
  );
}
