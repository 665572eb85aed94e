import { basename, join } from 'node:path';
import { replaceFolder } from '../files/replace-folder.js';
import { writeJson } from '../files/write-json.js';
import type { Log } from '../log.js';
import { type Report, reportOf } from '../segment/report/report.js';
import type { Segmenter } from '../segment/segmenter.js';
import { type CohortStudy, isDicom } from './cohort-study.js';
import { type Conditions, finishedReport } from './finished-report.js';
import type { CompleteStudiesOptions } from './studies-options.js';
import { studyConditions } from './study-conditions.js';
import type { StudyPlaces } from './study-places.js';
import { sumFile, sumFolder } from './sum-input.js';
import type { Outcome } from './write-tables.js';

/** What all studies of a run have in common. */
export interface Run {
  readonly model: Report['model'];
  readonly options: CompleteStudiesOptions;
  /** Gives the segmenter; what that throws is thrown on. */
  readonly open: () => Promise<Segmenter>;
  /** Further fields of a report: who ran it. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly log: Log;
}

/** What became of a study, and whether that was so before. */
export interface Taken {
  readonly outcome: Outcome;
  readonly isOld: boolean;
}

/**
 * Segments a study, unless it was done before under the same conditions.
 *
 * @param place how the log calls it
 */
export async function takeStudy(
  study: CohortStudy,
  places: StudyPlaces,
  run: Run,
  place: string,
): Promise<Taken> {
  const { name } = study;
  const failed = (error: unknown): Taken => ({
    outcome: { study: name, report: null, error: error as Error },
    isOld: false,
  });
  let conditions: Conditions;
  try {
    conditions = await studyConditions(study, run.model, run.options);
  } catch (error) {
    return failed(error);
  }
  const before = async () => finishedReport(places.report, places.mask, places.objects, conditions);
  if (!run.options.overwrite) {
    const { report, reason } = { reason: null, ...(await before()) };
    if (report !== null) return { outcome: { study: name, report, error: null }, isOld: true };
    if (reason !== null) run.log.info({ study: name }, `${place}: done again, for ${reason}`);
  }
  const segmenter = await run.open();
  try {
    const report = await segmentInto(places, segmenter, study, run, conditions);
    return { outcome: { study: name, report, error: null }, isOld: false };
  } catch (error) {
    // Two tasks on one study, as after a network that was split: the other one was faster.
    const { report } = places.folder === null ? { report: null } : await before();
    if (report !== null) return { outcome: { study: name, report, error: null }, isOld: true };
    return failed(error);
  }
}

async function segmentInto(
  places: StudyPlaces,
  segmenter: Segmenter,
  study: CohortStudy,
  run: Run,
  conditions: Conditions,
): Promise<Report> {
  const { folder, mask, report, objects } = places;
  if (folder === null) return segmentOne(places, segmenter, study, run, conditions);
  return replaceFolder(folder, (partial) => {
    const within = (path: string): string => join(partial, basename(path));
    const there = {
      folder: null,
      mask: within(mask),
      report: within(report),
      objects: objects && within(objects),
    };
    return segmentOne(there, segmenter, study, run, conditions);
  });
}

/** The report says under which conditions the mask was made. */
async function segmentOne(
  { mask: output, report: path, objects }: StudyPlaces,
  segmenter: Segmenter,
  study: CohortStudy,
  { options, told }: Run,
  { inputs, settings }: Conditions,
): Promise<Report> {
  const { tta, stepSize, timeLimit, acceptInput, petUnit, onProgress } = options;
  const passes = { output, tta, stepSize, timeLimit, acceptInput, petUnit, onProgress };
  const result = isDicom(study)
    ? await segmenter.segmentDicom({
        ...passes,
        dicom: study.dicom,
        dicomOutput: objects,
        keepUids: options.keepUids,
      })
    : await segmenter.segment({ ...passes, pet: study.pet, ct: study.ct });
  const report = reportOf(result);
  // Whatever happens between the two, a mask of other conditions is not taken for this one.
  const sums = {
    mask: await sumFile(output),
    ...(objects === null ? {} : { objects: await sumFolder(objects) }),
  };
  await writeJson(path, { ...report, ...sums, inputs, settings, ...told });
  return report;
}
