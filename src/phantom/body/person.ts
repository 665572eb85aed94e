import type { Random } from '../../array/random.js';
import type { Vec3 } from '../../image/volume.js';

/** What sets one patient apart from the standard one, drawn once and used by every organ. */
export interface Person {
  /** World mm per standard mm along x, y, z. */
  readonly scale: Vec3;
  /** Fat under the skin of the trunk, mm. */
  readonly fat: number;
  readonly female: boolean;
  readonly armsUp: boolean;
  /** Degrees that each arm is lifted forward at the shoulder, beyond where `armsUp` has it. */
  readonly armLift: { readonly left: number; readonly right: number };
  /** SUV of the blood pool, of red marrow and of resting muscle, g/ml. */
  readonly blood: number;
  readonly marrow: number;
  readonly muscle: number;
  /** CT number of blood, HU: about 45, or far more with contrast medium. */
  readonly bloodDensity: number;
}

/** Draws a patient: 1.58 to 1.86 m tall, slim to stout, scanned with the arms up or down. */
export function drawPerson(random: Random): Person {
  const build = random.uniform(0.93, 1.04);
  return {
    scale: [build, build * random.uniform(0.96, 1.06), random.uniform(0.92, 1.06)],
    fat: random.uniform(7, 26),
    female: random.chance(0.5),
    armsUp: random.chance(0.6),
    armLift: { left: 0, right: 0 },
    blood: random.uniform(1.2, 1.9),
    marrow: random.uniform(0.9, 1.7),
    muscle: random.uniform(0.5, 0.8),
    bloodDensity: random.chance(0.5) ? random.uniform(120, 170) : 45,
  };
}
