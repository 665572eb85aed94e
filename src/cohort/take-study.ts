import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { replaceFolder } from '../files/replace-folder.js';
import { writeJson } from '../files/write-json.js';
import type { NextStudy } from '../segment/ahead/look-ahead.js';
import type { StudyOptions } from '../segment/options/segment-options.js';
import { type Report, reportOf } from '../segment/report/report.js';
import type { Segmenter } from '../segment/segmenter.js';
import { type CohortStudy, isDicom, type StudyFiles } from './cohort-study.js';
import { type Conditions, type Finished, finishedReport } from './finished-report.js';
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
}

/** A study, and where what is made of it goes. */
export interface Turn {
  readonly study: CohortStudy;
  readonly places: StudyPlaces;
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
 * @param next whose turn comes then: it may be read while the network is busy
 */
export type TakeStudy = (turn: Turn, place: string, next: Turn | undefined) => Promise<Taken>;

/** Makes ready to take one study after another. */
export function studyTaker(run: Run): TakeStudy {
  const conditionsOf = rememberLast((study) => studyConditions(study, run.model, run.options));
  return async (turn, place, next) => {
    const { study } = turn;
    const { name } = study;
    const done = (report: Outcome['report'], isOld: boolean): Taken => ({
      outcome: { study: name, report, error: null },
      isOld,
    });
    const failed = (error: unknown): Taken => ({
      outcome: { study: name, report: null, error: error as Error },
      isOld: false,
    });
    let conditions: Conditions;
    try {
      conditions = await conditionsOf(study);
    } catch (error) {
      return failed(error);
    }
    const before = await finishedBefore(turn, conditions, run);
    if (before.report !== null) return done(before.report, true);
    if (before.reason !== null) {
      run.options.log.info({ study: name }, `${place}: done again, for ${before.reason}`);
    }
    const segmenter = await run.open();
    try {
      const ahead = () => nextToRead(next, conditionsOf, run);
      return done(await segmentInto(turn, segmenter, run, conditions, ahead), false);
    } catch (error) {
      if (turn.places.folder === null) return failed(error);
      // Two tasks on one study, as after a network that was split: the other one was faster.
      const meanwhile = await finishedBefore(turn, conditions, run);
      return meanwhile.report === null ? failed(error) : done(meanwhile.report, true);
    }
  };
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
  turn: Turn | undefined,
  conditionsOf: ConditionsOf,
  run: Run,
): Promise<StudyOptions | null> {
  if (turn === undefined || isDicom(turn.study)) return null;
  const { report } = await finishedBefore(turn, await conditionsOf(turn.study), run);
  return report === null ? studyOptions(turn.study, turn.places, run.options) : null;
}

async function finishedBefore(
  { places: { report, mask, page, thumbnail, objects } }: Turn,
  conditions: Conditions,
  { options }: Run,
): Promise<Finished> {
  if (options.overwrite) return { report: null, reason: null };
  const isLost = (path: string | null): boolean => path !== null && !existsSync(path);
  if (existsSync(report) && (isLost(page) || isLost(thumbnail))) {
    return { report: null, reason: 'its page or picture is gone' };
  }
  return finishedReport(report, mask, objects, conditions);
}

async function segmentInto(
  { study, places }: Turn,
  segmenter: Segmenter,
  run: Run,
  conditions: Conditions,
  next: NextStudy,
): Promise<Report> {
  const { folder, mask, report, page, thumbnail, objects } = places;
  if (folder === null) return segmentOne({ study, places }, segmenter, run, conditions, next);
  return replaceFolder(folder, (partial) => {
    const within = (path: string): string => join(partial, basename(path));
    const there = {
      folder: null,
      mask: within(mask),
      report: within(report),
      page: page && within(page),
      thumbnail: thumbnail && within(thumbnail),
      objects: objects && within(objects),
    };
    return segmentOne({ study, places: there }, segmenter, run, conditions, next);
  });
}

/** The report says under which conditions the mask was made. */
async function segmentOne(
  { study, places }: Turn,
  segmenter: Segmenter,
  { options, told }: Run,
  { inputs, settings }: Conditions,
  next: NextStudy,
): Promise<Report> {
  const { mask, report: path, objects } = places;
  const result = isDicom(study)
    ? await segmenter.segmentDicom({
        ...passesOf(places, options),
        dicom: study.dicom,
        dicomOutput: objects,
        keepUids: options.keepUids,
      })
    : await segmenter.segment(studyOptions(study, places, options), next);
  const report = reportOf(result);
  // Whatever happens between the two, a mask of other conditions is not taken for this one.
  const sums = {
    mask: await sumFile(mask),
    ...(objects === null ? {} : { objects: await sumFolder(objects) }),
  };
  await writeJson(path, { ...report, ...sums, inputs, settings, ...told });
  return report;
}

function studyOptions(
  { pet, ct }: StudyFiles,
  places: StudyPlaces,
  options: CompleteStudiesOptions,
): StudyOptions {
  return { ...passesOf(places, options), pet, ct };
}

function passesOf({ mask: output, page, thumbnail }: StudyPlaces, options: CompleteStudiesOptions) {
  const { tta, stepSize, timeLimit, suvThreshold, acceptInput, petUnit, onProgress } = options;
  const passes = { tta, stepSize, timeLimit, suvThreshold, acceptInput, onProgress };
  return { output, page, thumbnail, petUnit, ...passes };
}
