import { loft } from '../solid/loft.js';

/** What the diaphragm, the abdominal wall, the hips and the pelvic floor enclose. */
export const abdominalCavity = loft([
  [18, 0, 8, 40, 38],
  [45, 0, 4, 74, 70],
  [80, 0, 2, 88, 82],
  [120, 0, 0, 100, 85],
  [165, 0, -3, 116, 82],
  [235, 0, -4, 117, 81],
  [300, 0, -2, 124, 88],
  [345, 0, -2, 122, 90],
  [374, 0, -4, 96, 72],
]);
