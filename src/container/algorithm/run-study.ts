import { basename, join } from 'node:path';
import { checkOutputs } from '../../files/check-outputs.js';
import { withoutEnding } from '../../files/endings.js';
import { writeJson } from '../../files/write-json.js';
import { type PlannedFile, writeTogether } from '../../files/write-together.js';
import { type Log, silentLog } from '../../log.js';
import { memoryPeakMb } from '../../process/memory-peak.js';
import { readClicks } from '../../segment/clicks/read-clicks.js';
import { foldersThere } from '../../segment/clicks/remember-previous.js';
import type { SegmenterDicomOptions, StudyOptions } from '../../segment/options/segment-options.js';
import { reportOf } from '../../segment/report/report.js';
import type { SegmentResult } from '../../segment/report/segment-result.js';
import { inputFiles } from '../../segment/study/input-files.js';
import type { AlgorithmSettings } from './algorithm-settings.js';
import { type DicomSets, findStudy, type PlatformStudy } from './find-study.js';
import type { ModelSettings } from './model-settings.js';

/** What changes from study to study of image files. */
export type StudyPaths = Pick<
  StudyOptions,
  'pet' | 'ct' | 'clicks' | 'state' | 'output' | 'timeLimit' | 'suvThreshold'
>;

/** What changes from study to study of DICOM. */
export type DicomPaths = Pick<
  SegmenterDicomOptions,
  'dicom' | 'output' | 'timeLimit' | 'suvThreshold'
>;

/** What finds lesions and writes the mask. */
export interface Finder {
  segment(paths: StudyPaths): Promise<SegmentResult>;
  segmentDicom(paths: DicomPaths): Promise<SegmentResult>;
}

/** Editions I to III name their output socket one way, IV and V, which give clicks, another. */
const sockets = {
  withoutClicks: 'automated-petct-lesion-segmentation',
  withClicks: 'tumor-lesion-segmentation',
} as const;

// Editions gave 5 to 15 minutes; what holds in the strictest holds in all.
const defaultTimeLimit = 300;

/**
 * Takes one job of the platform from its input folder to its output folder. The mask gets the name of
 * the CT, as in the challenge's baselines, or of the PET where there is no CT. Environment variables go before the model's own settings.
 *
 * @returns the files written
 * @throws InputError when the input folder is not as expected; whatever `segment` throws. Nothing is
 *   left in the output folder then
 */
export async function runStudy(
  settings: AlgorithmSettings,
  model: ModelSettings,
  finder: Finder,
  log: Log,
): Promise<string[]> {
  const { input, output } = settings;
  const study = await findStudy(input);
  const { clicks } = study;
  const fitting = clicks === null ? sockets.withoutClicks : sockets.withClicks;
  const socket = settings.outputSocket ?? model.outputSocket ?? fitting;
  const mask = join(output, 'images', socket, `${nameOf(study)}.mha`);
  const timeLimit = settings.timeLimit ?? model.timeLimit ?? defaultTimeLimit;
  const dataCentric = settings.dataCentric ?? model.dataCentric;
  const answer = dataCentric === null ? null : join(output, 'data-centric-model.json');
  await checkOutputs({
    outputs: [mask, answer],
    inputs: 'dicom' in study ? [] : await inputFiles(study),
  });
  const suvThreshold = settings.suvThreshold ?? model.suvThreshold;
  const where = { output: mask, timeLimit, suvThreshold };
  const find = async (): Promise<SegmentResult> =>
    'dicom' in study
      ? segmentSets(study, where, finder, log)
      : finder.segment({
          ...{ pet: study.pet, ct: study.ct, ...where },
          clicks: clicks && (await usableClicks(clicks.path, log)),
          state: [join(output, 'state'), ...foldersThere([cache])],
        });
  const also = answer === null ? [] : [dataCentricAnswer(answer, dataCentric!)];
  // A mask alone would pass for the whole result: all else lies beside its place by then.
  const result = await writeTogether(also, find);
  const { lesions } = result;
  log.info(
    { report: reportOf(result), memory_peak_mb: memoryPeakMb() },
    `${lesions.count} lesion(s), ${lesions.tmtvMl.toFixed(1)} ml`,
  );
  return answer === null ? [mask] : [mask, answer];
}

function nameOf(study: PlatformStudy): string {
  return 'dicom' in study ? study.slug : withoutEnding(basename(study.ct ?? study.pet));
}

function segmentSets(
  { dicom, clicks }: Extract<PlatformStudy, DicomSets>,
  where: Omit<DicomPaths, 'dicom'>,
  finder: Finder,
  log: Log,
): Promise<SegmentResult> {
  if (clicks !== null)
    log.warn({}, 'Clicks on DICOM are not read. The case is taken without them.');
  return finder.segmentDicom({ dicom, ...where });
}

/** Where the platform may keep files from one iteration to the next. */
const cache = '/cache';

/** No case fails for its clicks: of a file that cannot be used there are none. */
async function usableClicks(path: string, log: Log): Promise<string | null> {
  try {
    await readClicks(path, silentLog);
    return path;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.warn({ clicks: path }, `${why} The case is taken without clicks.`);
    return null;
  }
}

/** Edition III asks every submission whether it uses the given model: a bare JSON boolean. */
function dataCentricAnswer(path: string, answer: boolean): PlannedFile {
  return { path, write: (partial) => writeJson(partial, answer) };
}
