import { interpolateStations, loft, type Station } from '../solid/loft.js';

const stations: readonly Station[] = [
  [40, 0, 66, 10, 10],
  [90, 0, 58, 19, 19],
  [150, 0, 32, 23, 23],
  [220, 0, 28, 22, 22],
  [320, 0, 44, 19, 19],
  [430, 0, 58, 16, 16],
  [520, 0, 52, 14, 14],
  [590, 0, 36, 11, 11],
  [650, 0, 26, 10, 10],
  [700, 0, 30, 10, 10],
];

const sectionAt = interpolateStations(stations);

/** The vertebral bodies and discs as one column, from the coccyx to the atlas. */
export const spinalColumn = loft(stations);

/** The vertebrae's heights, mm, from the fifth lumbar up to the second cervical. */
export const vertebraHeights: readonly number[] = Array.from({ length: 23 }, (_, index) => {
  // Lumbar vertebrae stand 33 mm apart, cervical ones 17 mm.
  return 140 + 33.5 * index - 0.37 * index * index;
});

/** Where the column's middle lies at height z: its y, mm, and the vertebral bodies' radius, mm. */
export function spineAt(z: number): { readonly y: number; readonly radius: number } {
  const [, y, radius] = sectionAt(z);
  return { y, radius };
}
