import { type BoundingBox, boxShape, type Range } from '../../array/bounding-box.js';
import { type Axis, allAxes, type Shape } from '../../array/grid.js';
import type { ClickEncoding } from '../../nnunet/model/clicks/click-encoding.js';
import type { TransposedClicks } from '../clicks/click-input.js';
import { reachOfClick } from '../clicks/draw/draw-clicks.js';
import type { Frame } from './frame.js';

/** Where clicks lie on the network's grid. */
export interface ClickedPlaces {
  /** What the network may answer otherwise to because of a click; clipped to the grid. */
  readonly reach: readonly BoundingBox[];
  /** The voxels round each tumour click, two along each axis at most, as indices. */
  readonly tumour: readonly (readonly number[])[];
}

// A cubic spline rings on beside what it goes through, by a quarter less with each voxel.
const ringing = 4;

/**
 * Finds where clicks lie on the network's grid: for what must be run, and must be kept.
 *
 * @param clicks [z,y,x] of the image, within it
 * @param shape of the network's grid
 * @param encoding null for a model that takes no clicks
 */
export function clickedPlaces(
  { foreground, background }: TransposedClicks,
  frame: Frame,
  shape: Shape,
  encoding: ClickEncoding | null,
): ClickedPlaces {
  const places = [...foreground, ...background].map((point) => toGrid(point, frame, shape));
  const reach =
    encoding === null ? [] : places.map((place) => around(place, frame, shape, encoding));
  return {
    reach: reach.filter((box) => boxShape(box).every((length) => length > 0)),
    tumour: foreground.map((point) => neighbours(toGrid(point, frame, shape), shape)),
  };
}

/** The centre of the image's voxel, in voxels of the network's grid. */
function toGrid(point: Shape, { box }: Frame, shape: Shape): Shape {
  const size = boxShape(box);
  const along = (axis: Axis): number =>
    ((point[axis] - box[axis][0] + 0.5) * shape[axis]) / size[axis] - 0.5;
  return [along(0), along(1), along(2)];
}

function around(place: Shape, frame: Frame, shape: Shape, encoding: ClickEncoding): BoundingBox {
  const isOnImage = encoding.grid === 'image';
  const reach = reachOfClick(encoding, isOnImage ? frame.imageSpacing : frame.networkSpacing);
  const size = boxShape(frame.box);
  const along = (axis: Axis): Range => {
    const isResampled = isOnImage && size[axis] !== shape[axis];
    const scale = isOnImage ? shape[axis] / size[axis] : 1;
    const far = (reach[axis] + 0.5) * scale + (isResampled ? ringing : 0);
    return [
      Math.max(0, Math.floor(place[axis] - far)),
      Math.min(shape[axis], Math.ceil(place[axis] + far) + 1),
    ];
  };
  return [along(0), along(1), along(2)];
}

/** Voxels between whose centres a place lies, those of the grid. */
function neighbours(place: Shape, shape: Shape): number[] {
  const [zs, ys, xs] = allAxes.map((axis) =>
    [...new Set([Math.floor(place[axis]), Math.ceil(place[axis])])].filter(
      (at) => at >= 0 && at < shape[axis],
    ),
  ) as [number[], number[], number[]];
  return zs.flatMap((z) => ys.flatMap((y) => xs.map((x) => (z * shape[1] + y) * shape[2] + x)));
}
