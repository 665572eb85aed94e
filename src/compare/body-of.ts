import type { Voxels } from '../array/voxels.js';
import { type BodyImage, bodyImage } from '../image/register/body-image.js';
import type { Mat3, Vec3, Volume } from '../image/volume.js';
import type { BodyLandmarks } from '../lesions/body-landmarks.js';
import { coarseTissue } from '../lesions/coarse-tissue.js';

/** A study on one grid. */
export interface BodyImages {
  readonly pet: Volume<Voxels>;
  readonly ct: Volume<Voxels>;
}

/** The body of a study for registration: its CT every few mm, without the couch. */
export function bodyOf({ pet, ct }: BodyImages, { body }: BodyLandmarks): BodyImage {
  const images = {
    grid: pet,
    pet: pet.data,
    ct: ct.data,
    lesions: new Uint8Array(pet.data.length),
  };
  const { at, worldOf } = coarseTissue(images, body);
  const origin = worldOf([0, 0, 0]);
  const column = (axis: 0 | 1 | 2): Vec3 => {
    const unit = [0, 0, 0].map((_, i) => (i === axis ? 1 : 0)) as unknown as Vec3;
    const end = worldOf(unit);
    const along = (i: 0 | 1 | 2): number => (end[i] - origin[i]) / body.spacing[axis];
    return [along(0), along(1), along(2)];
  };
  const [x, y, z] = [column(0), column(1), column(2)];
  const direction: Mat3 = [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
  const [nx, ny] = body.size;
  const hu = Float32Array.from(body.piece, (_, i) => {
    const row = Math.floor(i / nx);
    return at([i - row * nx, row % ny, Math.floor(row / ny)]).hu;
  });
  const inside = body.piece.map((piece) => (piece === 0 ? 0 : 1));
  return bodyImage({ size: body.size, spacing: body.spacing, origin, direction, data: hu }, inside);
}
