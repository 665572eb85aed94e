/**
 * Moves points of one line apart where they would lie on each other: each gets the lane nearest to
 * the middle that is free at its place.
 *
 * @param positions along the line
 * @param gap least distance of two points in a lane
 * @param lanes how many there are; with none free, points share the middle one
 * @returns a lane per point: 0 in the middle, then 1, −1, 2, −2 …
 */
export function spreadPoints(positions: readonly number[], gap: number, lanes: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]! || a - b);
  const ends = new Array<number>(lanes).fill(Number.NEGATIVE_INFINITY);
  const lane = new Array<number>(positions.length).fill(0);
  for (const i of order) {
    const free = ends.findIndex((end) => positions[i]! - end >= gap);
    const index = Math.max(free, 0);
    ends[index] = positions[i]!;
    lane[i] = index % 2 === 1 ? (index + 1) / 2 : -index / 2 + 0;
  }
  return lane;
}
