import { makeVolume } from './make-volume.js';

/** Two dozen whole numbers, no two sides alike, off the origin. */
export const smallVolume = makeVolume<Int16Array>({
  size: [4, 3, 2],
  spacing: [1.5, 2.5, 3.5],
  origin: [10, -20, 30],
  data: Int16Array.from({ length: 24 }, (_, i) => i * 100 - 1000),
});
