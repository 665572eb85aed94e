import type { Volume } from '../image/volume.js';
import { cascadeMembers } from '../nnunet/model/cascade-members.js';
import type { Model } from '../nnunet/model/load-model.js';
import type { MemoryPlan } from './memory/plan-memory.js';
import type { NetworkInput } from './preprocess/preprocess.js';
import { type NetworkResult, runNetwork, type StudyRun } from './run-network.js';
import type { Study } from './study/read-study.js';

/**
 * Takes a study through the networks of a model, one after the other: each network of a cascade gets
 * the mask of the one before as part of its input.
 *
 * @param prepared the input of a model's only network where that has been made ahead; null where not
 * @param onNetwork called when the last one begins
 * @returns what the last one found
 * @throws InputError, ModelError, DeviceError, ResourceError, InterruptedError
 */
export async function runNetworks(
  model: Model,
  study: Study,
  memory: MemoryPlan,
  run: StudyRun,
  prepared: NetworkInput | null = null,
  onNetwork: () => void = () => undefined,
): Promise<NetworkResult> {
  const earlier = cascadeMembers(model).slice(0, -1);
  let earlierMask: Volume<Uint8Array> | null = null;
  for (const [place, network] of earlier.entries()) {
    const found: NetworkResult = await runNetwork(study, run, {
      model: network,
      earlierMask,
      sessions: memory.sessions[place]!,
      loadsAhead: memory.loadsAhead[place]!,
      // It and those to come share the time left.
      shareOfTime: 1 / (earlier.length - place + 1),
      wantsProbability: false,
      prepared: null,
      onNetwork: () => undefined,
      clock: run.clock.of(network.configuration.name),
    });
    earlierMask = found.mask;
  }
  return runNetwork(study, run, {
    model,
    earlierMask,
    sessions: memory.sessions.at(-1)!,
    loadsAhead: memory.loadsAhead.at(-1)!,
    shareOfTime: 1,
    wantsProbability: run.options.probabilities !== null,
    prepared: earlier.length === 0 ? prepared : null,
    onNetwork,
    clock: run.clock,
  });
}
