import type { Log } from '../../log.js';
import { bundledModel } from '../../nnunet/model/bundled-model.js';
import { openSegmenter } from '../../segment/open-segmenter.js';
import { segment } from '../../segment/segment.js';
import { findModel } from './find-model.js';
import { readModelSettings } from './model-settings.js';
import { runStudy } from './run-study.js';
import { serve } from './serve.js';
import { readSettings } from './settings.js';

/** Where Grand Challenge unpacks a model tarball. */
const uploadedModel = '/opt/ml/model';

/**
 * The container's whole run: one study, or with `invoke` a server that takes study after study.
 *
 * @param environment the variables that {@link readSettings} lists
 * @throws AutopetError of the kind that fits; no file is left in the output folder then
 */
export async function runContainer(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const settings = readSettings(environment);
  const model = settings.model ?? (await findModel(uploadedModel)) ?? bundledModel;
  const modelSettings = await readModelSettings(model);
  const forAll = { model, device: 'auto', folds: 'auto', threads: null, log } as const;
  const forEach = { tta: 'auto', stepSize: 0.5, probabilities: null, onProgress } as const;
  if (settings.apiMethod === 'exec') {
    await runStudy(
      settings,
      modelSettings,
      (paths) => segment({ ...forAll, ...forEach, ...paths }),
      log,
    );
    return;
  }
  await serve(settings, log, async () => {
    const segmenter = await openSegmenter(forAll);
    return () =>
      runStudy(
        settings,
        modelSettings,
        (paths) => segmenter.segment({ ...forEach, ...paths }),
        log,
      );
  });
}
