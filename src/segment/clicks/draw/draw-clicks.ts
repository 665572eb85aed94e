import type { GridSpacing, Shape } from '../../../array/grid.js';
import type { ClickEncoding } from '../../../nnunet/model/clicks/click-encoding.js';
import { blurImpulses } from './blur-impulses.js';
import { kernelOf } from './kernel.js';
import { stamp } from './stamp.js';

/**
 * Draws the channel that a network gets for clicks of one kind.
 *
 * @param points [z,y,x], each once; some may lie beside the grid
 * @param spacing mm, [z,y,x]
 * @returns [z,y,x] of `shape`
 */
export function drawClicks(
  points: readonly Shape[],
  shape: Shape,
  spacing: GridSpacing,
  encoding: ClickEncoding,
): Float32Array<ArrayBuffer> {
  const channel = new Float32Array(shape[0] * shape[1] * shape[2]);
  if (isBlurred(encoding)) blurImpulses(channel, shape, points, sigmas(encoding, spacing));
  else stamp(channel, shape, points, kernelOf(encoding, spacing), encoding.combine);
  return channel;
}

/** How many voxels from a click its channel may differ from that without the click, [z,y,x]. */
export function reachOfClick(encoding: ClickEncoding, spacing: GridSpacing): Shape {
  if (!isBlurred(encoding)) return kernelOf(encoding, spacing).reach;
  const [z, y, x] = sigmas(encoding, spacing);
  return [Math.ceil(4 * z), Math.ceil(4 * y), Math.ceil(4 * x)];
}

function isBlurred({ shape, peak }: ClickEncoding): boolean {
  return shape === 'gaussian' && peak === 'unit-sum';
}

function sigmas({ size, unit }: ClickEncoding, [z, y, x]: GridSpacing): Shape {
  return unit === 'voxel' ? [size, size, size] : [size / z, size / y, size / x];
}
