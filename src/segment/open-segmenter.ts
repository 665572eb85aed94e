import { cascadeMembers } from '../nnunet/model/cascade-members.js';
import { loadModel, type Model } from '../nnunet/model/load-model.js';
import { parseOptions } from '../options/parse-options.js';
import { interruptible } from '../process/interruptible.js';
import { throwIfAborted } from '../process/until-aborted.js';
import { keepWarmEngine } from '../runtime/lend-engine.js';
import { fitSessionsAhead } from './memory/fit-sessions.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmenterSchema, studySchema } from './options/options-schema.js';
import type { Complete, SegmenterOptions, StudyOptions } from './options/segment-options.js';
import { usedModel } from './report/make-result.js';
import type { SegmentResult, UsedModel } from './report/segment-result.js';
import { checkOutputs, segmentStudy } from './segment.js';
import { type SegmenterState, startLife } from './segmenter-life.js';
import { startStepClock } from './step-clock.js';

/** A model that stays loaded from one study to the next. */
export interface Segmenter {
  /**
   * Segments one study, as `segment` does. One that fails leaves the segmenter as ready as it was.
   *
   * @throws UsageError while another study is under way, and once the segmenter is closed
   * @throws as `segment`
   */
  segment(study: StudyOptions): Promise<SegmentResult>;
  /**
   * Stops the study under way, which rejects with an InterruptedError, and ends all threads. Closing
   * again does no harm.
   */
  close(): Promise<void>;
  /** As `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
  readonly state: SegmenterState;
}

/**
 * Loads a model and its network, for more than one study. It holds onnxruntime's memory all the time,
 * where `segment` gives it back after the network, and its threads keep the process alive until it is
 * closed.
 *
 * @throws OptionError, ModelError, DeviceError, ResourceError, InterruptedError; no thread is left then
 */
export async function openSegmenter(given: SegmenterOptions = {}): Promise<Segmenter> {
  const options = normaliseOptions(segmenterSchema, given);
  return interruptible(options.signal, async () => {
    const model = await loadModel(options.model, options);
    return openLoaded(model, await usedModel(model), options);
  });
}

/** The same with a model folder that has been read. */
export async function openLoaded(
  model: Model,
  used: UsedModel,
  options: Complete<SegmenterOptions>,
): Promise<Segmenter> {
  const { device, threads, log, signal } = options;
  const engine = keepWarmEngine();
  const [first] = cascadeMembers(model);
  const share = { threads, sessions: fitSessionsAhead(first, threads) };
  throwIfAborted(signal);
  await engine.lend(async (lent) => {
    await lent.load(first.folds[0]!, device, share, log);
    throwIfAborted(signal);
  });
  const ready = { model, used, lendEngine: engine.lend };
  const closeOnSignal = (): void => void life.close();
  const life = startLife(() => {
    signal?.removeEventListener('abort', closeOnSignal);
    return engine.close();
  });
  signal?.addEventListener('abort', closeOnSignal, { once: true });
  return {
    segment: async (given) => {
      const study = parseOptions(studySchema, given);
      return life.run(study.signal, async (stop) => {
        const clock = startStepClock(log, stop);
        await checkOutputs(study);
        return segmentStudy(ready, { ...options, ...study, signal: stop }, clock);
      });
    },
    close: life.close,
    [Symbol.asyncDispose]: life.close,
    get state() {
      return life.state;
    },
  };
}
