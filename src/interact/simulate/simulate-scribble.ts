import type { Shape } from '../../array/grid.js';
import type { Random } from '../../array/random.js';
import type { VoxelIndex } from '../../segment/clicks/clicks.js';
import { boundaryWalk } from './boundary-walk.js';
import { centreLine } from './centre-line.js';
import { largestPatch } from './largest-patch.js';
import { straightLine } from './straight-line.js';

/** How a user scribbles, as the challenge's fifth edition has it. */
export const scribbleKinds = ['centre-line', 'random', 'boundary'] as const;
export type ScribbleKind = (typeof scribbleKinds)[number];

/**
 * Scribbles on the axial slice where most of an error hangs together.
 *
 * @param errors [z,y,x]; 1 where a mask is wrong
 * @returns the voxels of the scribble, all of them wrong; none where nothing is
 */
export function simulateScribble(
  errors: Uint8Array,
  shape: Shape,
  kind: ScribbleKind,
  random: Random,
): VoxelIndex[] {
  const patch = largestPatch(errors, shape);
  if (patch === null) return [];
  const { plane, z } = patch;
  const pixels = {
    'centre-line': () => centreLine(plane),
    random: () => straightLine(plane, random),
    boundary: () => boundaryWalk(plane, random),
  }[kind]();
  return pixels.map((index) => [index % plane.width, Math.floor(index / plane.width), z]);
}
