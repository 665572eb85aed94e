import { type BoundingBox, boxShape } from '../../../array/bounding-box.js';
import { allAxes, type Shape } from '../../../array/grid.js';
import { roundHalfToEven } from '../../../array/round-half-to-even.js';
import type { ClickEncoding } from '../../../nnunet/model/clicks/click-encoding.js';

/**
 * Finds the voxels of the network's grid that clicks on the image belong to, as the encoding's own software does.
 *
 * @param points [z,y,x] of the image, within it
 * @param box the crop that the network's grid covers
 * @param shape of the network's grid
 * @returns [z,y,x], some perhaps beside the grid, each once
 */
export function toNetworkGrid(
  points: readonly Shape[],
  box: BoundingBox,
  shape: Shape,
  { mapping, cropOffset }: Pick<ClickEncoding, 'mapping' | 'cropOffset'>,
): Shape[] {
  const size = boxShape(box);
  const map = (point: Shape): Shape | null => {
    const places = allAxes.map((axis) => {
      const start = box[axis][0];
      return mapping === 'centre-half-up'
        ? byCentre(point[axis] - start, size[axis], shape[axis])
        : byCorner(point[axis], start, size[axis], shape[axis], cropOffset);
    });
    return places.includes(null) ? null : (places as unknown as Shape);
  };
  const mapped = points.map(map).filter((place) => place !== null);
  return [...new Map(mapped.map((place) => [place.join(), place])).values()];
}

/** Of a voxel of the crop; null beside it. */
function byCentre(at: number, size: number, length: number): number | null {
  if (at < 0 || at >= size) return null;
  const place = Math.floor(((at + 0.5) * length) / size);
  return place < length ? place : null;
}

/** LesionLocator takes the crop's start off once where it keeps points in, and once more where it scales them. */
function byCorner(
  at: number,
  start: number,
  size: number,
  length: number,
  cropOffset: ClickEncoding['cropOffset'],
): number {
  const first = Math.max(0, at - start);
  const inCrop = Math.min(size, cropOffset === 'doubled' ? first - start : first);
  return roundHalfToEven((inCrop * length) / size);
}
