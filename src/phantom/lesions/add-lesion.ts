import { gaussianBlur } from '../../array/gaussian-blur.js';
import { type Geometry, type Vec3, type Volume, voxelCount } from '../../image/volume.js';
import { type Coat, paint } from '../scanner/paint.js';
import { pointSpreadInVoxels } from '../scanner/point-spread.js';
import type { Lesion } from './lesion.js';

/** What a reader's threshold would be: this share of the lesion's peak over its background. */
const outlineLevel = 0.45;
/** Uptake of a necrotic core as a share of the lesion's rise over its background. */
const necroticShare = 0.12;
/** Room for the blur round a lesion, mm. */
const margin = 16;

/**
 * Adds a lesion's uptake, as the scanner sees it, to a noiseless PET, so that its peak reaches
 * `lesion.suv` or, over a hot background, stands out at least 1.6-fold. Then outlines it as a
 * percentage threshold would: the voxels where a lesion without necrosis rises over its background
 * by 45 % of its peak rise or more. A necrotic core so belongs to the outline.
 *
 * @param pet [z,y,x], SUV g/ml, already blurred by the scanner; changed in place
 * @param scale world mm per standard mm along x, y, z
 * @returns the outlined voxels as indices into `pet.data`
 */
export function addLesion(lesion: Lesion, pet: Volume, scale: Vec3): number[] {
  const { window, start } = cropAround(lesion, pet, scale);
  const scan = (coats: readonly Coat[]) => {
    const image = paint(coats, window, scale, 0);
    gaussianBlur(image, window.size, pointSpreadInVoxels(pet.spacing));
    return image;
  };
  const filled = { solid: lesion.solid, value: 1 };
  const whole = scan([filled]);
  const uptake = lesion.core ? scan([filled, { solid: lesion.core, value: necroticShare }]) : whole;
  const [wholePeak, uptakePeak] = [maximum(whole), maximum(uptake)];

  const indexIn = indexOfCrop(pet.size, window.size, start);
  const background = pet.data[indexIn(uptake.indexOf(uptakePeak))]!;
  const rise = Math.max(lesion.suv, 1.6 * background + 1.5) - background;
  const outline: number[] = [];
  for (let voxel = 0; voxel < voxelCount(window.size); voxel += 1) {
    const index = indexIn(voxel);
    pet.data[index] = pet.data[index]! + (rise * uptake[voxel]!) / uptakePeak;
    if (whole[voxel]! >= outlineLevel * wholePeak) outline.push(index);
  }
  return outline;
}

/** The part of the grid that holds a lesion and its blur, and the index of that part's first voxel. */
function cropAround(
  { solid }: Lesion,
  grid: Geometry,
  scale: Vec3,
): { window: Geometry; start: Vec3 } {
  const first = (axis: 0 | 1 | 2) =>
    Math.max(
      0,
      Math.floor((solid.low[axis] * scale[axis] - margin - grid.origin[axis]) / grid.spacing[axis]),
    );
  const last = (axis: 0 | 1 | 2) =>
    Math.min(
      grid.size[axis] - 1,
      Math.ceil((solid.high[axis] * scale[axis] + margin - grid.origin[axis]) / grid.spacing[axis]),
    );
  const start: Vec3 = [first(0), first(1), first(2)];
  const origin = (axis: 0 | 1 | 2) => grid.origin[axis] + start[axis] * grid.spacing[axis];
  return {
    start,
    window: {
      size: [last(0) - start[0] + 1, last(1) - start[1] + 1, last(2) - start[2] + 1],
      spacing: grid.spacing,
      origin: [origin(0), origin(1), origin(2)],
      direction: grid.direction,
    },
  };
}

/** Maps a voxel index of the crop to one of the whole grid. */
function indexOfCrop(size: Vec3, crop: Vec3, start: Vec3): (voxel: number) => number {
  return (voxel) => {
    const x = voxel % crop[0];
    const y = Math.floor(voxel / crop[0]) % crop[1];
    const z = Math.floor(voxel / (crop[0] * crop[1]));
    return ((z + start[2]) * size[1] + y + start[1]) * size[0] + x + start[0];
  };
}

function maximum(image: Float32Array): number {
  return image.reduce((peak, value) => Math.max(peak, value), 0);
}
