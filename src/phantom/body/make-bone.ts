import { grow } from '../solid/grow.js';
import type { Solid } from '../solid/solid.js';
import type { Tissue } from './tissue.js';

/**
 * A bone with a dense rim and marrow within.
 *
 * @param rim thickness of the dense part, mm
 * @param density CT number of the rim, HU; the marrow has three tenths of it
 * @param marrow SUV of the marrow, g/ml
 */
export function makeBone(solid: Solid, rim: number, density: number, marrow: number): Tissue[] {
  return [
    { solid, suv: 0.5 * marrow + 0.2, hu: density },
    { solid: grow(solid, -rim), suv: marrow, hu: 0.3 * density },
  ];
}
