import type { FakeNetwork } from './fake-engine.js';

/** A network that gives each channel the same logit everywhere, whatever it sees. */
export function constantNetwork(
  patchSize: readonly number[],
  logits: readonly number[],
  channels = 2,
): FakeNetwork {
  const voxels = patchSize.reduce((a, b) => a * b);
  return {
    shape: { input: [1, channels, ...patchSize], output: [1, logits.length, ...patchSize] },
    answer: () => Float32Array.from(logits.flatMap((logit) => Array(voxels).fill(logit))),
  };
}
