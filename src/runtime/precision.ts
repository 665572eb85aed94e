import type { Device } from './device.js';

/** What a network's convolutions multiply: numbers of 32 bits, or of 16. Sums are of 32 either way. */
export type Precision = 'float32' | 'float16';

/** What a user may ask for. */
export const precisionChoices = ['auto', 'float32', 'float16'] as const;

/** What a user asked for; `auto` takes what {@link autoPrecision} says, float32 where that does not work. */
export type PrecisionChoice = (typeof precisionChoices)[number];

/**
 * What `auto` takes on each device. WebGPU is left out for its 3-D convolutions sum in float16 too
 * (docs/decisions/0025-half-precision.md); a CPU has nothing to gain.
 */
export const autoPrecision: Readonly<Record<Device, Precision>> = {
  cuda: 'float16',
  webgpu: 'float32',
  cpu: 'float32',
};
