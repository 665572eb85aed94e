import type { Volume } from '../image/volume.js';
import { cascadeMembers } from '../nnunet/model/cascade-members.js';
import type { Model } from '../nnunet/model/load-model.js';
import type { MemoryPlan } from './memory/plan-memory.js';
import { type NetworkOptions, type NetworkResult, runNetwork } from './run-network.js';
import type { Study } from './study/read-study.js';

/** What holds for every network of a study. */
export type NetworksOptions = Omit<NetworkOptions, 'sessions' | 'shareOfTime'>;

/**
 * Takes a study through the networks of a model, one after the other: each network of a cascade gets
 * the mask of the one before as part of its input.
 *
 * @returns what the last one found
 * @throws InputError, ModelError, DeviceError, ResourceError
 */
export async function runNetworks(
  model: Model,
  study: Study,
  memory: MemoryPlan,
  options: NetworksOptions,
): Promise<NetworkResult> {
  const earlier = cascadeMembers(model).slice(0, -1);
  let mask: Volume<Uint8Array> | null = null;
  for (const [place, network] of earlier.entries()) {
    const found: NetworkResult = await runNetwork(network, study, mask, {
      ...options,
      wantsProbability: false,
      sessions: memory.sessions[place]!,
      // It and those to come share the time left.
      shareOfTime: 1 / (earlier.length - place + 1),
      clock: options.clock.of(network.configuration.name),
    });
    mask = found.mask;
  }
  const sessions = memory.sessions.at(-1)!;
  return runNetwork(model, study, mask, { ...options, sessions, shareOfTime: 1 });
}
