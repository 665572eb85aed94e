import { cascadeMembers } from '../nnunet/model/cascade-members.js';
import type { Model } from '../nnunet/model/load-model.js';
import { parseOptions } from '../options/parse-options.js';
import { throwIfAborted } from '../process/until-aborted.js';
import { keepWarmEngine } from '../runtime/lend-engine.js';
import { lookAhead } from './ahead/look-ahead.js';
import { checkDicomOutputs } from './check-dicom-outputs.js';
import { checkStudyOutputs } from './check-study-outputs.js';
import { keepStudy } from './kept-study.js';
import { fitSessionsAhead } from './memory/fit-sessions.js';
import type { MemoryPlan } from './memory/plan-memory.js';
import { dicomStudySchema, studySchema } from './options/options-schema.js';
import type { Complete, SegmenterOptions } from './options/segment-options.js';
import type { UsedModel } from './report/segment-result.js';
import { segmentStudy } from './segment-study.js';
import type { Segmenter } from './segmenter.js';
import { startLife } from './segmenter-life.js';
import { startStepClock } from './step-clock.js';
import { checkChannels } from './study/check-channels.js';
import { openStudy } from './study/open-study.js';

/**
 * Opens a segmenter with a model folder that has been read; see `openSegmenter`.
 *
 * @throws ModelError, DeviceError, ResourceError, InterruptedError; no thread is left then
 */
export async function openLoaded(
  model: Model,
  used: UsedModel,
  options: Complete<SegmenterOptions>,
): Promise<Segmenter> {
  const { threads, log, signal } = options;
  const engine = keepWarmEngine();
  const [first] = cascadeMembers(model);
  const share = { threads, sessions: fitSessionsAhead(first, threads, options.precision) };
  throwIfAborted(signal);
  await engine.lend(async (lent) => {
    await lent.load(first.folds[0]!, options, share, log);
    throwIfAborted(signal);
  });
  const ready = { model, used, lendEngine: engine.lend };
  const ahead = lookAhead(model, options);
  // A model that takes clicks gets the same study again and again.
  const keeper = model.clicks === null ? null : keepStudy();
  const closeOnSignal = (): void => void life.close();
  const life = startLife(() => {
    signal?.removeEventListener('abort', closeOnSignal);
    ahead.drop();
    return engine.close();
  });
  signal?.addEventListener('abort', closeOnSignal, { once: true });
  return {
    segment: async (given, next) => {
      const study = parseOptions(studySchema, given);
      // Where time is short, nothing else may take of it.
      const looks = next !== undefined && study.timeLimit === null;
      const onNetwork = (memory: MemoryPlan) => looks && void ahead.begin(next, memory);
      return life.run(study.signal, async (stop) => {
        const clock = startStepClock(log, stop);
        const kept = keeper && (await keeper.of(study));
        const beside = { ahead: ahead.take(study), kept, onNetwork };
        await checkStudyOutputs({ ...study, model: options.model });
        checkChannels(model, study.ct !== null);
        const opened = await openStudy(study, log);
        const all = { ...options, ...study, signal: stop };
        return segmentStudy(ready, opened, all, clock, beside);
      });
    },
    segmentDicom: async (given) => {
      const study = parseOptions(dicomStudySchema, given);
      return life.run(study.signal, async (stop) => {
        const clock = startStepClock(log, stop);
        await checkDicomOutputs({ ...study, model: options.model });
        // Its libraries are large, and most studies are image files.
        const { segmentDicomStudy } = await import('./segment-dicom-study.js');
        return segmentDicomStudy(ready, { ...options, ...study, signal: stop }, clock);
      });
    },
    close: life.close,
    [Symbol.asyncDispose]: life.close,
    get state() {
      return life.state;
    },
  };
}
