import type { Random } from '../../array/random.js';
import type { Volume } from '../../image/volume.js';
import { noiseField } from './noise-field.js';

/** Standard deviation at SUV 1, g/ml. */
const noiseAtOne = { low: 0.08, high: 0.15 };
/** Scatter and randoms: so much signal there is even in air, SUV g/ml. */
const scatter = 0.02;
/** SUV stored in steps as a scanner's integers do; a power of two, so that files compress. */
const step = 1 / 256;

/**
 * Adds noise that grows with the square root of the signal, as counts do, and that neighbouring
 * voxels share. What falls below zero is set to zero.
 *
 * @param pet [z,y,x], SUV g/ml; changed in place
 */
export function addCountNoise(pet: Volume, random: Random): void {
  const strength = random.uniform(noiseAtOne.low, noiseAtOne.high);
  const noise = noiseField(pet.size, [0.7, 0.7, 0.6], random);
  for (let index = 0; index < pet.data.length; index += 1) {
    const signal = pet.data[index]!;
    const noisy = signal + strength * Math.sqrt(signal + scatter) * noise[index]!;
    pet.data[index] = Math.max(0, Math.round(noisy / step) * step);
  }
}
