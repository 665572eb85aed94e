import type { Vec3 } from '../../image/volume.js';
import type { Knot } from '../solid/tube.js';
import type { Person } from './person.js';

type Posture = Pick<Person, 'armsUp' | 'armLift'>;

/**
 * Shoulder, elbow and wrist of one arm.
 *
 * @param radii at the shoulder, the elbow's two sides and the wrist, mm
 */
export function armKnots(
  side: 1 | -1,
  posture: Posture,
  [shoulder, aboveElbow, belowElbow, wrist]: readonly [number, number, number, number],
): Knot[] {
  const knots: Knot[] = posture.armsUp
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
  return knots.map(([x, y, z, radius]) => [...liftArm([x, y, z], side, posture), radius]);
}

/** Where a point of an arm goes when it is lifted forward at the shoulder; standard mm. */
export function liftArm([x, y, z]: Vec3, side: 1 | -1, { armsUp, armLift }: Posture): Vec3 {
  const degrees = side === 1 ? armLift.left : armLift.right;
  if (degrees === 0) return [x, y, z];
  const turn = ((armsUp ? -degrees : degrees) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const shoulder = [10, armsUp ? 556 : 552] as const;
  const [dy, dz] = [y - shoulder[0], z - shoulder[1]];
  return [x, shoulder[0] + cos * dy + sin * dz, shoulder[1] - sin * dy + cos * dz];
}
