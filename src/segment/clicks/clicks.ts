/** Index of a voxel along x, y, z of an image as it is stored, from 0. */
export type VoxelIndex = readonly [x: number, y: number, z: number];

/** Where a user has said what is tumour and what is not; a scribble is many clicks. */
export interface Clicks {
  readonly tumour: readonly VoxelIndex[];
  readonly background: readonly VoxelIndex[];
}

/** As long as nobody has clicked. */
export const noClicks: Clicks = { tumour: [], background: [] };

/** Clicks on an image, and how many others lay beside it. */
export interface ClicksOnImage {
  readonly clicks: Clicks;
  readonly outside: number;
}

/**
 * Leaves out clicks beside the image and such that come twice: to click again is no other click.
 *
 * @param size voxels along x, y, z
 */
export function clicksOnImage({ tumour, background }: Clicks, size: VoxelIndex): ClicksOnImage {
  const isInside = (point: VoxelIndex): boolean =>
    point.every((at, axis) => at >= 0 && at < size[axis as 0]);
  const within = (points: readonly VoxelIndex[]): VoxelIndex[] => distinct(points.filter(isInside));
  const all = [...tumour, ...background];
  return {
    clicks: { tumour: within(tumour), background: within(background) },
    outside: all.length - all.filter(isInside).length,
  };
}

function distinct(points: readonly VoxelIndex[]): VoxelIndex[] {
  return [...new Map(points.map((point) => [point.join(), point])).values()];
}
