import type { Knot } from '../solid/tube.js';
import { trunkSection } from './trunk.js';

/**
 * The axis of a rib: along the inside of the trunk from the spine forwards and down.
 *
 * @param index 0 for the first rib to 11 for the twelfth
 * @param side 1 for the patient's left, -1 for the right
 */
export function ribKnots(index: number, side: 1 | -1): Knot[] {
  const head = 556 - 21 * index;
  const reach = angularLengths[index]!;
  const drop = 24 + 4 * index;
  return Array.from({ length: 11 }, (_, step): Knot => {
    const angle = 0.28 + (reach * step) / 10;
    const z = head - (drop * step) / 10;
    const [x, y, halfWidth, halfDepth] = trunkSection(z);
    const across = Math.min(halfWidth, 146) - 14;
    return [x + side * across * Math.sin(angle), y + (halfDepth - 14) * Math.cos(angle), z, 5.2];
  });
}

/** How far each rib reaches round the trunk, radians; pi would be the sternum. */
const angularLengths = [1.9, 2.2, 2.5, 2.6, 2.6, 2.6, 2.5, 2.4, 2.2, 2, 1.6, 1.1];
