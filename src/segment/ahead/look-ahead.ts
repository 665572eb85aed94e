import { isDeepStrictEqual } from 'node:util';
import { silentLog } from '../../log.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { parseOptions } from '../../options/parse-options.js';
import { fitsBeside } from '../memory/fits-beside.js';
import type { MemoryPlan } from '../memory/plan-memory.js';
import { studySchema } from '../options/options-schema.js';
import type { Complete, SegmenterOptions, StudyOptions } from '../options/segment-options.js';
import { inputOf } from '../study/input-of.js';
import { modelDemands } from '../study/model-demands.js';
import { openStudy, type StudyInput } from '../study/open-study.js';
import { studySize } from '../study/study-size.js';
import { type ReadAhead, readAhead } from './read-ahead.js';
import type { AheadAnswer } from './read-ahead-worker.js';

/** Says which study comes next; null for none that is worth reading ahead. */
export type NextStudy = () => Promise<StudyOptions | null>;

/** At most one study that is read while another one is in the network. */
export interface LookAhead {
  /** Asks for the next study and reads it, where there is memory for it beside the present one. Never fails. */
  begin(next: NextStudy, present: MemoryPlan): Promise<void>;
  /** Gives what is being read if it is this study; whatever it is, it is let go. */
  take(study: StudyInput): Promise<AheadAnswer | null>;
  /** Ends what is being read. */
  drop(): void;
}

/** Makes ready to read ahead for a model. A cascade's studies are read, and not preprocessed. */
export function lookAhead(model: Model, options: Complete<SegmenterOptions>): LookAhead {
  const { plans, configuration, dataset, channels, clicks, orientation } = model;
  const inputModel = { plans, configuration, dataset, channels, clicks, orientation };
  let reading: ReadAhead | null = null;
  let turn = 0;

  async function begin(next: NextStudy, present: MemoryPlan): Promise<void> {
    const begun = turn;
    const given = await next();
    if (given === null) return;
    const study = inputOf(parseOptions(studySchema, given));
    const size = studySize(await openStudy(study, silentLog));
    if (turn !== begun || !fitsBeside(present, size, model, options)) return;
    reading = readAhead({
      study,
      demands: modelDemands(model),
      model: model.earlierModel === null ? inputModel : null,
      threads: options.threads,
    });
  }

  function letGo(): ReadAhead | null {
    const found = reading;
    reading = null;
    turn += 1;
    return found;
  }

  return {
    // What is wrong with the next study is told in its turn.
    begin: (next, present) => begin(next, present).catch(() => undefined),
    take: async (study) => {
      const found = letGo();
      if (found !== null && isDeepStrictEqual(found.job.study, inputOf(study))) return found.take();
      found?.drop();
      return null;
    },
    drop: () => letGo()?.drop(),
  };
}
