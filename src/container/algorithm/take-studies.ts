import { AutopetError } from '../../errors.js';
import type { Log, OnProgress } from '../../log.js';
import { inWords } from '../../process/in-words.js';
import { openSegmenter } from '../../segment/open-segmenter.js';
import { dicomGate, gate, readJob } from './read-job.js';
import { runStudy } from './run-study.js';
import type { StudyAnswer } from './study-messages.js';

/**
 * Loads the model and takes the studies that the server asks for, one at a time, until the server is
 * gone. What fails is told to the server, the loading too.
 *
 * @param environment the variables that `readAlgorithmSettings` lists
 */
export async function takeStudies(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: OnProgress,
): Promise<void> {
  let invoke: () => Promise<string[]>;
  try {
    invoke = await load(environment, log, onProgress);
  } catch (error) {
    answer(failed(error));
    return;
  }
  process.on('message', async () => {
    answer(await invoke().then(done, failed));
  });
  process.channel?.ref();
  answer(done([]));
}

/** @returns what takes one study from the input to the output folder, and gives the files written */
async function load(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: OnProgress,
): Promise<() => Promise<string[]>> {
  const { settings, model, precision, modelSettings } = await readJob(environment);
  const segmenter = await openSegmenter({ model, precision, log });
  return () =>
    runStudy(
      settings,
      modelSettings,
      {
        segment: (paths) => segmenter.segment({ ...paths, ...gate, onProgress }),
        segmentDicom: (paths) => segmenter.segmentDicom({ ...paths, ...dicomGate, onProgress }),
      },
      log,
    );
}

function done(files: string[]): StudyAnswer {
  return { tells: 'done', files };
}

function failed(error: unknown): StudyAnswer {
  const failure = inWords(error);
  if (failure instanceof AutopetError) {
    return { tells: 'failed', code: failure.code, message: failure.message };
  }
  console.error(failure);
  return { tells: 'failed', code: null, message: String(failure) };
}

function answer(message: StudyAnswer): void {
  process.send?.(message, () => undefined);
}
