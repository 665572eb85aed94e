import type { Shape } from '../../array/grid.js';
import type { Reorientation } from '../../image/orient.js';
import type { Vec3, Volume } from '../../image/volume.js';
import type { Axes } from '../../nnunet/model/plans.js';
import type { Clicks, VoxelIndex } from './clicks.js';

/** What a user has said of a study so far, on the grid of its images. */
export interface ClickInput {
  /** Within the image, each once. */
  readonly clicks: Clicks;
  /** What was found the last time; null for nothing yet. */
  readonly previous: Previous | null;
}

/** The answer of the iteration before. */
export type Previous =
  | { readonly kind: 'mask'; readonly mask: Volume<Uint8Array> }
  /** On the network's grid, [z,y,x]. */
  | { readonly kind: 'probability'; readonly data: Float32Array; readonly shape: Shape };

/** As before anybody has clicked. */
export const noClickInput: ClickInput = {
  clicks: { tumour: [], background: [] },
  previous: null,
};

/**
 * Clicks where they lie after the image was reoriented.
 *
 * @param size voxels of the image along x, y, z before
 */
export function reorientClicks(clicks: Clicks, size: Vec3, by: Reorientation): Clicks {
  const turned = (point: VoxelIndex): VoxelIndex =>
    by.axis.map((axis, i) =>
      by.flip[i] ? size[axis] - 1 - point[axis] : point[axis],
    ) as unknown as VoxelIndex;
  return { tumour: clicks.tumour.map(turned), background: clicks.background.map(turned) };
}

/** Clicks as [z,y,x] of an image whose axes are in the order of the plans. */
export interface TransposedClicks {
  readonly foreground: readonly Shape[];
  readonly background: readonly Shape[];
}

/** @param axes permutation of [z,y,x] (`transpose_forward`) */
export function transposeClicks({ tumour, background }: Clicks, axes: Axes): TransposedClicks {
  const turned = ([x, y, z]: VoxelIndex): Shape => {
    const stored: Shape = [z, y, x];
    return [stored[axes[0]], stored[axes[1]], stored[axes[2]]];
  };
  return { foreground: tumour.map(turned), background: background.map(turned) };
}
