import { basename, join } from 'node:path';
import fs from 'fs-extra';
import { ResourceError } from '../../errors.js';
import { withoutEnding } from '../../files/endings.js';
import type { Log } from '../../log.js';
import { memoryPeakMb } from '../../process/memory-peak.js';
import type { StudyOptions } from '../../segment/options/segment-options.js';
import { reportOf } from '../../segment/report/report.js';
import type { SegmentResult } from '../../segment/report/segment-result.js';
import type { AlgorithmSettings } from './algorithm-settings.js';
import { findStudy } from './find-study.js';
import type { ModelSettings } from './model-settings.js';

/** What changes from study to study. */
export type StudyPaths = Pick<StudyOptions, 'pet' | 'ct' | 'output' | 'timeLimit'>;

/** Editions I to III name their output socket one way, IV and V, which give clicks, another. */
const sockets = {
  withoutClicks: 'automated-petct-lesion-segmentation',
  withClicks: 'tumor-lesion-segmentation',
} as const;

// Editions gave 5 to 15 minutes; what holds in the strictest holds in all.
const defaultTimeLimit = 300;

/**
 * Takes one job of the platform from its input folder to its output folder. The mask gets the name of
 * the CT, as in the challenge's baselines. Environment variables go before the model's own settings.
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
  if (clicks !== null) {
    log.warn({ socket: clicks }, `${clicks} is given, but the model takes none: it is not used`);
  }
  const mask = join(output, 'images', socket, `${withoutEnding(basename(ct))}.mha`);
  const timeLimit = settings.timeLimit ?? model.timeLimit ?? defaultTimeLimit;
  const result = await segment({ pet, ct, output: mask, timeLimit });
  const dataCentric = settings.dataCentric ?? model.dataCentric;
  const answer = dataCentric === null ? [] : [await answerDataCentric(output, dataCentric, mask)];
  const { lesions } = result;
  log.info(
    { report: reportOf(result), memory_peak_mb: memoryPeakMb() },
    `${lesions.count} lesion(s), ${lesions.tmtvMl.toFixed(1)} ml`,
  );
  return [mask, ...answer];
}

/** Edition III asks every submission whether it uses the given model: a bare JSON boolean. */
async function answerDataCentric(output: string, answer: boolean, mask: string): Promise<string> {
  const path = join(output, 'data-centric-model.json');
  await fs.writeJson(path, answer).catch(async (cause: unknown) => {
    await fs.remove(path).catch(() => undefined);
    await fs.remove(mask);
    throw new ResourceError(`${path} could not be written (${(cause as Error).message}).`, {
      cause,
    });
  });
  return path;
}
