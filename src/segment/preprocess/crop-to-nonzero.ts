import {
  type BoundingBox,
  boxShape,
  fullBox,
  isFullBox,
  unionOf,
} from '../../array/bounding-box.js';
import { boxWhere } from '../../array/box-where.js';
import { crop } from '../../array/crop.js';
import { fillHoles } from '../../array/fill-holes.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';

/** Where an image has content. */
export interface NonzeroRegion {
  /** The box round all voxels that are nonzero in some channel; the full box of an empty image. */
  readonly bbox: BoundingBox;
  /** Within the box, 1 where the nonzero region is, its holes included, else 0. Null if not asked for. */
  readonly inside: Uint8Array | null;
}

/**
 * Finds the box that nnU-Net crops an image to (`crop_to_nonzero`, `create_nonzero_mask`) and, with
 * `needMask`, the hole-filled mask that `use_mask_for_norm` refers to. Crops nothing itself.
 *
 * @param channels each [z,y,x] voxels of `shape`
 * @param needMask whether some channel is normalised within the mask; it costs a byte per voxel
 */
export function cropToNonzero(
  channels: readonly Voxels[],
  shape: Shape,
  needMask = false,
): NonzeroRegion {
  const bbox = unionOfNonzeroBoxes(channels, shape) ?? fullBox(shape);
  if (!needMask) return { bbox, inside: null };
  const inside = new Uint8Array(boxShape(bbox).reduce((count, length) => count * length));
  for (const channel of channels) markNonzero(crop(channel, shape, bbox), inside);
  // Whatever lies outside the box is background, so holes can be told from background inside it.
  fillHoles(inside, boxShape(bbox));
  return { bbox, inside };
}

/** Holes do not widen a box, so the box of the filled mask is that of the nonzero voxels. */
function unionOfNonzeroBoxes(channels: readonly Voxels[], shape: Shape): BoundingBox | null {
  let union: BoundingBox | null = null;
  for (const channel of channels) {
    if (union && isFullBox(union, shape)) break;
    union = unionOf(union, boxWhere(channel, shape, isNonzero));
  }
  return union;
}

const isNonzero = (value: number): boolean => value !== 0;

function markNonzero(channel: Voxels, mask: Uint8Array): void {
  for (let i = 0; i < mask.length; i++) if (channel[i] !== 0) mask[i] = 1;
}
