import { gaussianBlur } from '../../array/gaussian-blur.js';
import type { Random } from '../../array/random.js';
import type { Geometry, Vec3, Volume } from '../../image/volume.js';
import { noiseField } from './noise-field.js';
import { type Coat, paint } from './paint.js';

const air = -1000;
const noiseInWater = 9;

/**
 * A low-dose CT: densities, a slight in-plane blur, and noise in proportion to the attenuation, so
 * that air is exactly -1000.
 *
 * @param coats densities in HU, in the standard patient
 * @param scale world mm per standard mm along x, y, z
 * @returns [z,y,x], HU
 */
export function scanCt(
  coats: readonly Coat[],
  grid: Geometry,
  scale: Vec3,
  random: Random,
): Volume<Int16Array<ArrayBuffer>> {
  const density = paint(coats, grid, scale, air);
  gaussianBlur(density, grid.size, [0.45, 0.45, 0]);
  const noise = noiseField(grid.size, [0.6, 0.6, 0], random);
  const data = new Int16Array(density.length);
  for (let index = 0; index < data.length; index += 1) {
    const hu = density[index]!;
    const attenuation = Math.max(0, (hu - air) / 1000);
    data[index] = Math.round(hu + noiseInWater * Math.min(attenuation, 1.5) * noise[index]!);
  }
  return { ...grid, data };
}
