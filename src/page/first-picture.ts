import type { Vec3 } from '../image/volume.js';
import type { PageVoxels } from './page-voxels.js';
import type { RotatingMip } from './rotating-mip.js';

/** What a page shows before all of its voxels are there. */
export interface FirstPicture extends PageVoxels {
  readonly mipPet: Uint8Array;
  readonly mipLabels: Uint16Array;
}

/**
 * Takes the three planes through a place out of a page's voxels, one after the other: [y,x], [z,x] and [z,y]; and the projection from the
 * front.
 *
 * @param size of the grid
 * @param at within it
 */
export function firstPicture(
  { pet, ct, labels }: PageVoxels,
  mip: RotatingMip,
  size: Vec3,
  at: Vec3,
): FirstPicture {
  const plane = mip.width * mip.height;
  const places = placesOf(size, at);
  return {
    pet: Uint8Array.from(places, (voxel) => pet[voxel]!),
    ct: ct && Uint8Array.from(places, (voxel) => ct[voxel]!),
    labels: Uint16Array.from(places, (voxel) => labels[voxel]!),
    mipPet: mip.pet.slice(0, plane),
    mipLabels: mip.labels.slice(0, plane),
  };
}

function placesOf([nx, ny, nz]: Vec3, [ax, ay, az]: Vec3): number[] {
  const places: number[] = [];
  const add = (x: number, y: number, z: number): void => void places.push((z * ny + y) * nx + x);
  for (let y = 0; y < ny; y++) for (let x = 0; x < nx; x++) add(x, y, az);
  for (let z = 0; z < nz; z++) for (let x = 0; x < nx; x++) add(x, ay, z);
  for (let z = 0; z < nz; z++) for (let y = 0; y < ny; y++) add(ax, y, z);
  return places;
}
