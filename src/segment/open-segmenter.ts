import { cascadeMembers } from '../nnunet/model/cascade-members.js';
import { loadModel, type Model } from '../nnunet/model/load-model.js';
import { availableThreads } from '../process/available-threads.js';
import { keepWarmEngine } from '../runtime/lend-engine.js';
import { fitSessionsAhead } from './memory/fit-sessions.js';
import { type Report, reportedModel } from './report/make-report.js';
import { type SegmentOptions, segmentWith } from './segment.js';
import { startStepClock } from './step-clock.js';

/** What holds for every study of a segmenter. */
export type SegmenterOptions = Pick<
  SegmentOptions,
  'model' | 'device' | 'folds' | 'threads' | 'log'
>;

/** A model that stays loaded from one study to the next. */
export interface Segmenter {
  /**
   * Segments one study, as `segment` does. Studies must not overlap.
   *
   * @throws as `segment`; the next study may be tried all the same
   */
  segment(study: Omit<SegmentOptions, keyof SegmenterOptions>): Promise<Report>;
  close(): Promise<void>;
}

/**
 * Loads a model and its network, for more than one study. It holds onnxruntime's memory all the time,
 * where `segment` gives it back after the network.
 *
 * @throws ModelError, DeviceError, ResourceError
 */
export async function openSegmenter(options: SegmenterOptions): Promise<Segmenter> {
  const model = await loadModel(options.model, { folds: options.folds });
  return openLoaded(model, await reportedModel(model), options);
}

/** The same with a model folder that has been read; `reported` is what reports say of it. */
export async function openLoaded(
  model: Model,
  reported: Report['model'],
  options: SegmenterOptions,
): Promise<Segmenter> {
  const { device, log } = options;
  const threads = options.threads ?? availableThreads();
  const engine = keepWarmEngine();
  const [first] = cascadeMembers(model);
  const share = { threads, sessions: fitSessionsAhead(first, threads) };
  await engine.lend((lent) => lent.load(first.folds[0]!, device, share, log));
  return {
    segment: (study) =>
      segmentWith(
        model,
        reported,
        engine.lend,
        { ...options, ...study, threads },
        startStepClock(log),
      ),
    close: engine.close,
  };
}
