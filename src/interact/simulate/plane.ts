/** A binary picture [y,x], 1 for what is in it. */
export interface Plane {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** The neighbours of a pixel by faces and corners, clockwise from above, as steps [y,x]. */
const steps = [
  [-1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
] as const;

/**
 * The neighbours of a pixel, clockwise from the one above.
 *
 * @returns their indices; −1 beside the picture
 */
export function ringOf({ height, width }: Plane, index: number): number[] {
  const [y, x] = [Math.floor(index / width), index % width];
  return steps.map(([dy, dx]) => {
    const isInside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
    return isInside ? (y + dy) * width + x + dx : -1;
  });
}

/** The neighbours of a pixel that are in the picture. */
export function neighboursOf(plane: Plane, index: number): number[] {
  return ringOf(plane, index).filter((at) => at >= 0 && plane.data[at] === 1);
}

/** Indices of what is in a picture. */
export function pixelsOf({ data }: Plane): number[] {
  return [...data.keys()].filter((index) => data[index] === 1);
}
