import type { Finding } from './input-check.js';

/**
 * The finding of a PET without any uptake.
 *
 * @param why how that is seen
 */
export function emptyPet(why: string): Finding {
  return {
    code: 'pet-empty',
    image: 'PET',
    severity: 'refuse',
    measured: `it is empty: ${why}`,
    expected: 'SUV in g/ml',
    advice: 'Check the SUV conversion.',
  };
}
