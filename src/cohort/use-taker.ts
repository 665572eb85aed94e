import type { Model } from '../nnunet/model/load-model.js';
import { openLoaded } from '../segment/open-loaded.js';
import type { Segmenter } from '../segment/segmenter.js';
import { type Run, studyTaker, type TakeStudy } from './take-study.js';

/**
 * Takes studies with a model that is loaded once, when the first study needs it: where all is done already, it never is.
 *
 * @param work is given what takes a study; the segmenter is closed after it
 */
export async function useTaker<Result>(
  model: Model,
  run: Omit<Run, 'open'>,
  work: (take: TakeStudy) => Promise<Result>,
): Promise<Result> {
  let opened: Segmenter | null = null;
  const open = async (): Promise<Segmenter> => {
    opened ??= await openLoaded(model, run.model, run.options);
    return opened;
  };
  try {
    return await work(studyTaker({ ...run, open }));
  } finally {
    await (opened as Segmenter | null)?.close();
  }
}
