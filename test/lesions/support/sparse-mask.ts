import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';

/** Masks of some components, of labels 1 and 2; a few are empty. */
export function sparseMask([depth, height, width]: Shape): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const voxels = depth * height * width;
  return fc
    .array(fc.nat(9), { minLength: voxels, maxLength: voxels })
    .map((values) => Uint8Array.from(values, (value) => Math.max(0, value - 7)));
}
