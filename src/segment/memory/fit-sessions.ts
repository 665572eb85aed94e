import type { Model } from '../../nnunet/model/load-model.js';
import { memoryLimit } from '../../process/memory-limit.js';
import type { PrecisionChoice } from '../../runtime/precision.js';
import { firstFeatures } from './first-features.js';
import { sessionBytes } from './session-bytes.js';

// With few channels much of a tile's time goes into copying on a single thread; with more there is
// nothing to gain (docs/decisions/0011-sessions-side-by-side.md).
const mostFeatures = 16;
// Nothing is known of more than two on real machines.
const mostSessions = 8;
// An estimate is no measurement: a fifth of the limit stays free.
export const usableShare = 0.8;

/**
 * How many sessions run the model's tiles side by side on the CPU, sharing the threads: several for a
 * network of few channels, as many as fit into memory. The logits hang, in their last digits, on the threads of a
 * session, so neither speed nor what is free at the moment has a say: a machine, a model and a study
 * always give the same number.
 *
 * @param alone bytes that the study needs with a single session
 * @param limit bytes
 * @returns at least 1, and no more than there are threads
 */
export function fitSessions(
  model: Model,
  threads: number,
  precision: PrecisionChoice,
  alone: number,
  limit: number,
): number {
  if (threads === 1 || firstFeatures(model) > mostFeatures) return 1;
  const further = Math.floor((usableShare * limit - alone) / sessionBytes(model, precision));
  const most = Math.min(mostSessions, 1 + Math.max(0, further));
  const threadsEach = Math.ceil(threads / most);
  return Math.floor(threads / threadsEach);
}

/** As {@link fitSessions}, before a study is known: half of the memory is left to it. */
export function fitSessionsAhead(
  model: Model,
  threads: number,
  precision: PrecisionChoice,
  limit = memoryLimit(),
): number {
  return fitSessions(model, threads, precision, limit / 2, limit);
}
