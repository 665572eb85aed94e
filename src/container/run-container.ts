import { basename, join } from 'node:path';
import { UsageError } from '../errors.js';
import { readableEndings } from '../image/read-volume.js';
import type { Log } from '../log.js';
import { bundledModel } from '../model/bundled-model.js';
import { segment } from '../segment.js';
import { findImage } from './find-image.js';
import { findModel } from './find-model.js';

/** Folder of the mask below the output folder, as the challenge names its socket. */
const outputSocket = join('images', 'automated-petct-lesion-segmentation');

/** Where Grand Challenge unpacks a model tarball. */
const uploadedModel = '/opt/ml/model';

// Editions gave 5 to 15 minutes; what holds in the strictest holds in all.
const defaultTimeLimit = 300;

/**
 * The container's whole run: finds the one PET and the one CT, segments, and writes the mask under
 * the CT's name, as the challenge's baselines do.
 *
 * Environment: AUTOPET_INPUT (default /input), AUTOPET_OUTPUT (/output), AUTOPET_MODEL (/opt/ml/model
 * if it holds a model, else the bundled weights), AUTOPET_TIME_LIMIT in seconds (300).
 *
 * @throws AutopetError of the kind that fits; no file is left in the output folder then
 */
export async function runContainer(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const input = environment.AUTOPET_INPUT ?? '/input';
  const output = environment.AUTOPET_OUTPUT ?? '/output';
  const timeLimit = timeLimitOf(environment.AUTOPET_TIME_LIMIT);
  const pet = await findImage(join(input, 'images', 'pet'), 'PET');
  const ct = await findImage(join(input, 'images', 'ct'), 'CT');
  const model = environment.AUTOPET_MODEL ?? (await findModel(uploadedModel)) ?? bundledModel;
  const report = await segment({
    pet,
    ct,
    output: join(output, outputSocket, `${withoutEnding(basename(ct))}.mha`),
    model,
    device: 'auto',
    tta: 'auto',
    folds: 'auto',
    stepSize: 0.5,
    timeLimit,
    threads: null,
    probabilities: null,
    log,
    onProgress,
  });
  log.info(
    { report },
    `${report.lesions.count} lesion(s), ${report.lesions.tmtv_ml.toFixed(1)} ml`,
  );
}

function timeLimitOf(text: string | undefined): number {
  const seconds = Number(text ?? defaultTimeLimit);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new UsageError(
    `AUTOPET_TIME_LIMIT is "${text}". Expected a number of seconds above 0, such as 300.`,
  );
}

function withoutEnding(name: string): string {
  const lower = name.toLowerCase();
  const endings = [...readableEndings].sort((a, b) => b.length - a.length);
  const ending = endings.find((candidate) => lower.endsWith(candidate)) ?? '';
  return name.slice(0, name.length - ending.length);
}
