import type { Random } from '../../array/random.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { grow } from '../solid/grow.js';
import type { Person } from './person.js';
import type { Tissue } from './tissue.js';

/**
 * The heart in its fat: atria, right ventricle, and the left ventricle's wall, whose uptake is
 * anywhere from that of blood (after fasting) to very high.
 */
export function makeHeart({ blood, bloodDensity }: Person, random: Random): Tissue[] {
  const wall = random.logUniform(1.2, 12);
  const tilt = random.uniform(-8, 8);
  const ventricle = ellipsoid([46, -26, 392], [33, 33, 48], [-40 + tilt, 50, 0]);
  const pool = { suv: blood, hu: bloodDensity };
  return [
    { solid: ellipsoid([14, -22, 400], [62, 52, 54]), suv: 0.8, hu: -60 },
    { solid: ellipsoid([-26, -20, 404], [24, 30, 34]), ...pool },
    { solid: ellipsoid([8, 12, 432], [36, 22, 22]), ...pool },
    { solid: ellipsoid([8, -44, 388], [34, 26, 36], [0, 30, 0]), ...pool },
    { solid: ventricle, suv: wall, hu: 60 },
    { solid: grow(ventricle, -11), ...pool },
    // The valve plane has no muscle.
    { solid: ellipsoid([22, -4, 414], [19, 19, 19]), ...pool },
  ];
}
