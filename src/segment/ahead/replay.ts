import type { Log } from '../../log.js';
import type { AheadAnswer } from './read-ahead-worker.js';

/** Tells what was told while a study was read ahead, now that its turn has come. */
export function replay(answer: AheadAnswer, log: Log): AheadAnswer {
  for (const [level, fields, message] of answer.told) log[level](fields, message);
  return answer;
}
