import type { Knot } from '../solid/tube.js';

/**
 * Shoulder, elbow and wrist of one arm.
 *
 * @param radii at the shoulder, the elbow's two sides and the wrist, mm
 */
export function armKnots(
  side: 1 | -1,
  armsUp: boolean,
  [shoulder, aboveElbow, belowElbow, wrist]: readonly [number, number, number, number],
): Knot[] {
  return armsUp
    ? [
        [side * 166, 10, 556, shoulder],
        [side * 190, 0, 740, aboveElbow],
        [side * 182, -10, 815, belowElbow],
        [side * 70, -20, 990, wrist],
      ]
    : [
        [side * 168, 10, 552, shoulder],
        [side * 206, 20, 310, aboveElbow],
        [side * 206, 10, 290, belowElbow],
        [side * 190, -40, 70, wrist],
      ];
}
