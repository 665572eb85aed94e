/** Corners of a closed outline, in pixels: [x, y] is the upper left corner of pixel x of row y. */
export type Outline = readonly (readonly [x: number, y: number])[];

/** East, south, west, north: each next one is a turn to the right. */
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * Traces the edges of the pixels of a mask: a point is inside by the even-odd rule where its pixel is. The inside
 * lies on the right, so holes run the other way round; pixels that touch at a corner only are apart.
 *
 * @param mask row by row; not 0 is inside
 */
export function traceOutlines(mask: Uint8Array, rows: number, columns: number): Outline[] {
  const width = columns + 1;
  const edges = boundaryEdges(mask, rows, columns);
  const outlines: Outline[] = [];
  for (let corner = 0; corner < edges.length; corner++) {
    while (edges[corner] !== 0) outlines.push(follow(edges, corner, width));
  }
  return outlines;
}

/** For each corner, a bit for each direction in which a boundary leaves it. */
function boundaryEdges(mask: Uint8Array, rows: number, columns: number): Uint8Array {
  const width = columns + 1;
  const edges = new Uint8Array(width * (rows + 1));
  const inside = (x: number, y: number): boolean =>
    x >= 0 && x < columns && y >= 0 && y < rows && mask[y * columns + x] !== 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!inside(x, y)) continue;
      const corner = y * width + x;
      if (!inside(x, y - 1)) edges[corner]! |= 1;
      if (!inside(x + 1, y)) edges[corner + 1]! |= 2;
      if (!inside(x, y + 1)) edges[corner + width + 1]! |= 4;
      if (!inside(x - 1, y)) edges[corner + width]! |= 8;
    }
  }
  return edges;
}

/** Takes one outline off the edges, and keeps the corners where it turns. */
function follow(edges: Uint8Array, start: number, width: number): Outline {
  const outline: [number, number][] = [];
  let corner = start;
  let direction: number | null = null;
  do {
    const next = turn(edges[corner]!, direction);
    if (next !== direction) outline.push([corner % width, Math.floor(corner / width)]);
    edges[corner]! &= ~(1 << next);
    const [dx, dy] = steps[next]!;
    corner += dy * width + dx;
    direction = next;
  } while (corner !== start);
  return outline;
}

/** Where to go on: right if there is a way, which keeps to the same pixel, else straight on, else left. */
function turn(ways: number, direction: number | null): number {
  const wishes = direction === null ? [0, 1, 2, 3] : [1, 0, 3].map((by) => (direction + by) % 4);
  return wishes.find((way) => (ways & (1 << way)) !== 0)!;
}
