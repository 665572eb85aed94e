import { ResourceError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { memoryLimit } from '../../process/memory-limit.js';
import type { DeviceChoice } from '../../runtime/device.js';
import type { StudySize } from '../study/study-size.js';
import { estimateMemory, type MemoryStage } from './estimate-memory.js';
import { fitSessions } from './fit-sessions.js';

/**
 * Checks that a study fits into the memory there is, so that it is refused with figures rather than
 * killed on the way without a word.
 *
 * @param threads processor threads, which as many sessions share as fit
 * @param limit bytes
 * @throws ResourceError when it does not fit
 */
export function checkMemory(
  study: StudySize,
  model: Model,
  device: DeviceChoice,
  threads: number,
  log: Log,
  limit = memoryLimit(),
): void {
  const stages = estimateMemory(study, model, device, (stage) =>
    fitSessions(study, stage, threads, limit),
  );
  const [stage, need] = Object.entries(stages).reduce((a, b) => (b[1] > a[1] ? b : a)) as [
    MemoryStage,
    number,
  ];
  const inMb = Object.fromEntries(
    Object.entries(stages).map(([name, bytes]) => [name, Math.round(bytes / 1e6)]),
  );
  const figures = `about ${gigabytes(need)} at most (stage: ${stage}), of ${gigabytes(limit)} allowed`;
  if (need > limit) {
    throw new ResourceError(
      `The study does not fit into memory: ${study.voxels} voxels and the model's patch of ${model.configuration.patchSize.join(' x ')} need ${figures}. Give the container or machine more memory, or take a model with a coarser spacing or a smaller patch.`,
    );
  }
  log.info({ limit_mb: Math.round(limit / 1e6), estimate_mb: inMb }, `memory: ${figures}`);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
