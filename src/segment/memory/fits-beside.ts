import type { Model } from '../../nnunet/model/load-model.js';
import type { Target } from '../../runtime/load-on-device.js';
import type { StudySize } from '../study/study-size.js';
import { estimateMemory } from './estimate-memory.js';
import { usableShare } from './fit-sessions.js';
import type { MemoryPlan } from './plan-memory.js';

/**
 * Whether there is memory to read and prepare a study beside another one, at the most that either takes.
 *
 * @param present of the other one
 */
export function fitsBeside(
  { estimate, limit }: MemoryPlan,
  study: StudySize,
  model: Model,
  target: Target,
): boolean {
  const { read, preprocess } = estimateMemory(study, model, target, 1);
  const most = Math.max(...Object.values(estimate));
  return most + Math.max(read, preprocess) <= usableShare * limit;
}
