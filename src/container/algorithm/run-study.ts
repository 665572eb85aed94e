import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkOutputs } from '../../files/check-outputs.js';
import { withoutEnding } from '../../files/endings.js';
import { writeJson } from '../../files/write-json.js';
import { type Log, silentLog } from '../../log.js';
import { memoryPeakMb } from '../../process/memory-peak.js';
import { readClicks } from '../../segment/clicks/read-clicks.js';
import { foldersThere } from '../../segment/clicks/remember-previous.js';
import type { StudyOptions } from '../../segment/options/segment-options.js';
import { reportOf } from '../../segment/report/report.js';
import type { SegmentResult } from '../../segment/report/segment-result.js';
import type { AlgorithmSettings } from './algorithm-settings.js';
import { findStudy } from './find-study.js';
import type { ModelSettings } from './model-settings.js';

/** What changes from study to study. */
export type StudyPaths = Pick<
  StudyOptions,
  'pet' | 'ct' | 'clicks' | 'state' | 'output' | 'timeLimit'
>;

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
 * @param segment finds the lesions and writes the mask
 * @returns the files written
 * @throws InputError when the input folder is not as expected; whatever `segment` throws. Nothing is
 *   left in the output folder then
 */
export async function runStudy(
  settings: AlgorithmSettings,
  model: ModelSettings,
  segment: (paths: StudyPaths) => Promise<SegmentResult>,
  log: Log,
): Promise<string[]> {
  const { input, output } = settings;
  const { pet, ct, clicks } = await findStudy(input);
  const fitting = clicks === null ? sockets.withoutClicks : sockets.withClicks;
  const socket = settings.outputSocket ?? model.outputSocket ?? fitting;
  const mask = join(output, 'images', socket, `${withoutEnding(basename(ct ?? pet))}.mha`);
  const timeLimit = settings.timeLimit ?? model.timeLimit ?? defaultTimeLimit;
  const dataCentric = settings.dataCentric ?? model.dataCentric;
  const answer = dataCentric === null ? null : join(output, 'data-centric-model.json');
  await checkOutputs({ outputs: [mask, answer], inputs: [pet, ct] });
  const result = await segment({
    ...{ pet, ct, output: mask, timeLimit },
    clicks: clicks && (await usableClicks(clicks.path, log)),
    state: [join(output, 'state'), ...foldersThere([cache])],
  });
  if (answer !== null) await answerDataCentric(answer, dataCentric!, mask);
  const { lesions } = result;
  log.info(
    { report: reportOf(result), memory_peak_mb: memoryPeakMb() },
    `${lesions.count} lesion(s), ${lesions.tmtvMl.toFixed(1)} ml`,
  );
  return answer === null ? [mask] : [mask, answer];
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
async function answerDataCentric(path: string, answer: boolean, mask: string): Promise<void> {
  await writeJson(path, answer).catch(async (error: unknown) => {
    // A mask alone would pass for the whole result.
    await rm(mask, { force: true });
    throw error;
  });
}
