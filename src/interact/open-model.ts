import { join } from 'node:path';
import { openSegmenter } from '../segment/open-segmenter.js';
import type { PassOptions, SegmenterOptions } from '../segment/options/segment-options.js';
import type { Answerer } from './answer.js';

/**
 * Answers with a model that stays loaded.
 *
 * @param folder keeps what was found for the next iteration
 * @throws as `openSegmenter`
 */
export async function openModel(
  options: SegmenterOptions & PassOptions & { readonly obeyClicks: boolean },
  folder: string,
): Promise<Answerer> {
  const { model, device, precision, folds, lesionLabel, threads, log, signal, ...study } = options;
  const network = { model, device, precision, folds, lesionLabel, threads, log, signal };
  const segmenter = await openSegmenter(network);
  return {
    answer: async (question) => {
      await segmenter.segment({ ...study, ...question, state: [join(folder, 'state')] });
    },
    close: () => segmenter.close(),
  };
}
