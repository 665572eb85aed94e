import { join } from 'node:path';
import { loadModel } from '../nnunet/model/load-model.js';
import { openLoaded } from '../segment/open-loaded.js';
import type {
  Complete,
  PassOptions,
  SegmenterOptions,
} from '../segment/options/segment-options.js';
import { usedModel } from '../segment/report/make-result.js';
import type { Answerer } from './answer.js';

/**
 * Answers with a model that stays loaded.
 *
 * @param folder keeps what was found for the next iteration
 * @throws ModelError, DeviceError, ResourceError, InterruptedError; no thread is left then
 */
export async function openModel(
  options: Complete<SegmenterOptions & PassOptions> & { readonly obeyClicks: boolean },
  folder: string,
): Promise<Answerer> {
  const model = await loadModel(options.model, options);
  const segmenter = await openLoaded(model, await usedModel(model), options);
  const { tta, stepSize, timeLimit, acceptInput, onProgress, obeyClicks } = options;
  const passes = { tta, stepSize, timeLimit, acceptInput, onProgress, obeyClicks };
  return {
    answer: async (question) => {
      await segmenter.segment({ ...passes, ...question, state: [join(folder, 'state')] });
    },
    close: () => segmenter.close(),
  };
}
