import type { Log, OnProgress } from '../../log.js';
import { bundledModel } from '../../nnunet/model/bundled-model.js';
import { openSegmenter } from '../../segment/open-segmenter.js';
import { segment } from '../../segment/segment.js';
import { readAlgorithmSettings } from './algorithm-settings.js';
import { findModel } from './find-model.js';
import { readModelSettings } from './model-settings.js';
import { runStudy, type StudyPaths } from './run-study.js';
import { serve } from './serve.js';

/** Where Grand Challenge unpacks a model tarball. */
const uploadedModel = '/opt/ml/model';

// A job that fails scores nothing: what looks wrong is told, and a mask is made. The platform gives SUV.
const gate = { acceptInput: true, petUnit: 'suv' } as const;

/**
 * The container's whole run: one study, or with `invoke` a server that takes study after study.
 *
 * @param environment the variables that {@link readAlgorithmSettings} lists
 * @throws AutopetError of the kind that fits; no file is left in the output folder then
 */
export async function runContainer(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: OnProgress,
): Promise<void> {
  const settings = readAlgorithmSettings(environment);
  const model = settings.model ?? (await findModel(uploadedModel)) ?? bundledModel;
  const modelSettings = await readModelSettings(model);
  if (settings.apiMethod === 'exec') {
    const run = (paths: StudyPaths) => segment({ ...paths, ...gate, model, log, onProgress });
    await runStudy(settings, modelSettings, run, log);
    return;
  }
  await serve(settings, log, async () => {
    const segmenter = await openSegmenter({ model, log });
    const run = (paths: StudyPaths) => segmenter.segment({ ...paths, ...gate, onProgress });
    const invoke = () => runStudy(settings, modelSettings, run, log);
    return { invoke, close: () => segmenter.close() };
  });
}
