import type { Outline } from './trace-outlines.js';

type Corner = Outline[number];

/**
 * Joins each hole to what surrounds it by a channel without width ("keyhole", PS3.3 C.8.8.6.3), for readers that take all
 * within any contour as inside.
 *
 * @param outlines as traced: holes run counter-clockwise, and begin with the leftmost of their topmost corners
 * @returns of each piece one outline
 */
export function openHoles(outlines: readonly Outline[]): Outline[] {
  const pieces = outlines.map((outline) => [...outline]);
  for (const hole of pieces.filter(isHole)) {
    const [start] = hole as [Corner, ...Corner[]];
    pieces.splice(pieces.indexOf(hole), 1);
    const { piece, before, door } = firstAbove(start, pieces);
    piece.splice(before + 1, 0, door, ...hole, start, door);
  }
  return pieces.map((piece) => piece.filter((corner, i) => !isSame(corner, piece.at(i - 1)!)));
}

/** Shoelace formula: y runs downwards, so what runs clockwise has a positive area. */
function isHole(outline: Outline): boolean {
  let area = 0;
  for (const [i, [x, y]] of outline.entries()) {
    const [nextX, nextY] = outline[(i + 1) % outline.length]!;
    area += x * nextY - nextX * y;
  }
  return area < 0;
}

/** Where a line straight up from a corner first meets an outline, and after which corner of it. */
function firstAbove([x, y]: Corner, pieces: Corner[][]) {
  let found: { piece: Corner[]; before: number; door: Corner } | null = null;
  for (const piece of pieces) {
    for (const [before, [fromX, edgeY]] of piece.entries()) {
      const [toX, toY] = piece[(before + 1) % piece.length]!;
      const isMet = edgeY === toY && Math.min(fromX, toX) <= x && x <= Math.max(fromX, toX);
      if (isMet && edgeY < y && (found === null || edgeY > found.door[1])) {
        found = { piece, before, door: [x, edgeY] };
      }
    }
  }
  // A hole has something around it.
  return found!;
}

function isSame([x, y]: Corner, [otherX, otherY]: Corner): boolean {
  return x === otherX && y === otherY;
}
