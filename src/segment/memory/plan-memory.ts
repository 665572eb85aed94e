import { ResourceError } from '../../errors.js';
import type { Log } from '../../log.js';
import { cascadeMembers } from '../../nnunet/model/cascade-members.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { memoryLimit } from '../../process/memory-limit.js';
import type { Target } from '../../runtime/load-on-device.js';
import type { StudySize } from '../study/study-size.js';
import { estimateMemory, type MemoryStep, memorySteps, runsOnCpu } from './estimate-memory.js';
import { fitSessions, usableShare } from './fit-sessions.js';
import { waitingSessionBytes } from './session-bytes.js';

/** What a study may take of the memory, decided once before its voxels are read. */
export interface MemoryPlan {
  /** How many sessions run each network's tiles side by side on the CPU, in the order in which they run. */
  readonly sessions: readonly number[];
  /** Whether each network's next fold is loaded while one runs: on a GPU, where there is memory for it. */
  readonly loadsAhead: readonly boolean[];
  /** Estimated peak of each step, bytes; in a cascade that of the network that needs most. */
  readonly estimate: Readonly<Record<MemoryStep, number>>;
  /** What the process is allowed, bytes. */
  readonly limit: number;
}

/** What the plan is made for, beside study and model. */
export interface MemoryOptions extends Target {
  /** Processor threads, which as many sessions share as fit. */
  readonly threads: number;
  readonly log: Log;
}

/**
 * Plans how a study fits into the memory there is, so that it is refused with figures rather than
 * killed on the way without a word.
 *
 * @param limit bytes
 * @throws ResourceError when it does not fit
 */
export function planMemory(
  study: StudySize,
  model: Model,
  { device, precision, threads, log }: MemoryOptions,
  limit = memoryLimit(),
): MemoryPlan {
  const networks = cascadeMembers(model).map((network) => {
    const alone = estimateMemory(study, network, { device: 'cpu', precision }, 1).network;
    const sessions = fitSessions(network, threads, precision, alone, limit);
    const estimate = estimateMemory(study, network, { device, precision }, sessions);
    const further = waitingSessionBytes(network, precision);
    const fitsTwice = estimate.network + further <= usableShare * limit;
    return { sessions, estimate, loadsAhead: !runsOnCpu(device) && fitsTwice };
  });
  const most = (step: MemoryStep): number =>
    Math.max(...networks.map(({ estimate }) => Math.round(estimate[step])));
  const plan: MemoryPlan = {
    sessions: networks.map(({ sessions }) => sessions),
    loadsAhead: networks.map(({ loadsAhead }) => loadsAhead),
    estimate: {
      read: most('read'),
      preprocess: most('preprocess'),
      network: most('network'),
      postprocess: most('postprocess'),
    },
    limit,
  };
  refuseWhatDoesNotFit(plan, study, model, log);
  return plan;
}

function refuseWhatDoesNotFit(
  { estimate, limit }: MemoryPlan,
  { voxels }: StudySize,
  { configuration }: Model,
  log: Log,
): void {
  const step = memorySteps.reduce((a, b) => (estimate[b] > estimate[a] ? b : a));
  const figures = `about ${gigabytes(estimate[step])} at most (step: ${step}), of ${gigabytes(limit)} allowed`;
  if (estimate[step] > limit) {
    throw new ResourceError(
      `The study does not fit into memory: ${voxels} voxels and the model's patch of ${configuration.patchSize.join(' x ')} need ${figures}. Give the container or machine more memory, or take a model with a coarser spacing or a smaller patch.`,
    );
  }
  const inMb = Object.fromEntries(
    memorySteps.map((name) => [name, Math.round(estimate[name] / 1e6)]),
  );
  log.info({ limit_mb: Math.round(limit / 1e6), estimate_mb: inMb }, `memory: ${figures}`);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
