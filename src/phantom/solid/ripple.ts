import type { Random } from '../../array/random.js';
import { grow } from './grow.js';
import type { Solid } from './solid.js';

/**
 * The same solid with an uneven surface: three plane waves in random directions push it in and out.
 *
 * @param amplitude the most the surface moves, mm
 * @param wavelength crest to crest, mm
 */
export function ripple(solid: Solid, amplitude: number, wavelength: number, random: Random): Solid {
  const waves = [0, 1, 2].map(() => {
    const z = random.uniform(-1, 1);
    const azimuth = random.uniform(0, 2 * Math.PI);
    const inPlane = Math.sqrt(1 - z * z);
    const k = (2 * Math.PI) / wavelength;
    return {
      x: k * inPlane * Math.cos(azimuth),
      y: k * inPlane * Math.sin(azimuth),
      z: k * z,
      phase: random.uniform(0, 2 * Math.PI),
    };
  });
  const { low, high } = grow(solid, amplitude);
  return {
    low,
    high,
    depth(x, y, z) {
      const depth = solid.depth(x, y, z);
      // Far from the surface the waves change nothing that is painted.
      if (Math.abs(depth) > 4 * amplitude + 8) return depth;
      let push = 0;
      for (const wave of waves) push += Math.sin(wave.x * x + wave.y * y + wave.z * z + wave.phase);
      return depth + (amplitude * push) / 3;
    },
  };
}
