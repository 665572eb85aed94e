/**
 * Clears mask voxels with less uptake than a floor, in place.
 *
 * @param mask, pet on the same grid; PET in SUV (g/ml)
 */
export function applySuvFloor(mask: Uint8Array, pet: ArrayLike<number>, floor: number): void {
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0 && pet[i]! < floor) mask[i] = 0;
}
