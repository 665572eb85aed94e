import type { Vec3 } from '../../image/volume.js';

/**
 * A solid in the standard patient (see {@link ../body/make-body.ts}): mm, x to the left,
 * y posterior, z superior.
 */
export interface Solid {
  /** How far a point lies under the surface, mm (nearly): positive inside, negative outside. */
  depth(x: number, y: number, z: number): number;
  /** The box outside which depth is never positive: its least x,y,z, mm. */
  readonly low: Vec3;
  /** The greatest x,y,z of that box, mm. */
  readonly high: Vec3;
}
