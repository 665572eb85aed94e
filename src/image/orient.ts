import { allocateLike } from '../array/allocate-like.js';
import type { Voxels } from '../array/voxels.js';
import { InputError } from '../errors.js';
import type { Geometry, Mat3, Vec3, Volume } from './volume.js';
import { indexToWorld } from './world.js';

/**
 * How a volume's index axes map onto those of a wanted orientation: output axis `i` runs along
 * input axis `axis[i]`, backwards where `flip[i]`. All in x,y,z.
 */
export interface Reorientation {
  readonly axis: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];
  readonly flip: readonly [boolean, boolean, boolean];
}

/** Leaves every voxel where it is. */
export const asStored: Reorientation = { axis: [0, 1, 2], flip: [false, false, false] };

const letters: Readonly<Record<string, readonly [worldAxis: 0 | 1 | 2, sign: 1 | -1]>> = {
  L: [0, 1],
  R: [0, -1],
  P: [1, 1],
  A: [1, -1],
  S: [2, 1],
  I: [2, -1],
};

/**
 * Finds the axis permutation and flips that bring a grid nearest to an orientation, as ITK's
 * DICOMOrient does. No voxel is interpolated.
 *
 * @param orientation three letters for where x, y and z run to, as in `LPS` (ITK's identity) or `RAS`
 * @throws InputError when the orientation is not made of one letter each of L/R, P/A and S/I
 */
export function reorientationTo(grid: Geometry, orientation: string): Reorientation {
  const wanted = [...orientation].map((letter) => letters[letter]);
  const [x, y, z] = wanted;
  if (wanted.length !== 3 || !x || !y || !z || new Set([x[0], y[0], z[0]]).size !== 3) {
    throw new InputError(
      `"${orientation}" is not an orientation. Expected three letters, one each of L/R, P/A and S/I, such as LPS or RAS.`,
    );
  }
  const along = nearestWorldAxes(grid.direction);
  const find = ([worldAxis, sign]: readonly [0 | 1 | 2, 1 | -1]) => {
    const axis = along.findIndex((a) => a.worldAxis === worldAxis) as 0 | 1 | 2;
    return { axis, flip: along[axis]?.sign !== sign };
  };
  const [a, b, c] = [find(x), find(y), find(z)];
  return { axis: [a.axis, b.axis, c.axis], flip: [a.flip, b.flip, c.flip] };
}

/** Applies a reorientation: new memory order, same patient. The identity returns the volume itself. */
export function reorient<T extends Voxels>(volume: Volume<T>, by: Reorientation): Volume<T> {
  const isIdentity = by.axis.every((axis, i) => axis === i) && !by.flip.includes(true);
  if (isIdentity) return volume;
  const pick = (values: Vec3): Vec3 => [values[by.axis[0]], values[by.axis[1]], values[by.axis[2]]];
  const size = pick(volume.size);
  const inputStride = [1, volume.size[0], volume.size[0] * volume.size[1]] as const;
  let base = 0;
  const corner: [number, number, number] = [0, 0, 0];
  const stride = by.axis.map((axis, i) => {
    if (!by.flip[i]) return inputStride[axis];
    corner[axis] = volume.size[axis] - 1;
    base += (volume.size[axis] - 1) * inputStride[axis];
    return -inputStride[axis];
  }) as [number, number, number];
  const column = (i: 0 | 1 | 2, row: 0 | 1 | 2): number =>
    (by.flip[i] ? -1 : 1) * (volume.direction[(row * 3 + by.axis[i]) as 0] ?? 0);
  const direction = ([0, 1, 2] as const).flatMap((row) => [
    column(0, row),
    column(1, row),
    column(2, row),
  ]) as unknown as Mat3;
  const data = gather(volume.data, size, base, stride);
  return {
    size,
    spacing: pick(volume.spacing),
    origin: indexToWorld(volume, corner),
    direction,
    data,
  };
}

/** The reorientation that undoes another one. */
export function inverseReorientation(by: Reorientation): Reorientation {
  const axis: [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2] = [0, 1, 2];
  const flip: [boolean, boolean, boolean] = [false, false, false];
  for (const i of [0, 1, 2] as const) {
    axis[by.axis[i]] = i;
    flip[by.axis[i]] = by.flip[i];
  }
  return { axis, flip };
}

function gather<T extends Voxels>(data: T, size: Vec3, base: number, stride: Vec3): T {
  const out = allocateLike(data, data.length);
  let o = 0;
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      let i = base + z * stride[2] + y * stride[1];
      for (let x = 0; x < size[0]; x++, i += stride[0]) out[o++] = data[i]!;
    }
  }
  return out;
}

/** For each index axis the world axis it runs along most, each world axis taken once. */
function nearestWorldAxes(d: Mat3): { worldAxis: 0 | 1 | 2; sign: 1 | -1 }[] {
  const permutations = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  const at = (row: number, column: number): number => d[row * 3 + column] ?? 0;
  const alignment = (p: (typeof permutations)[number]): number =>
    p.reduce<number>((sum, row, column) => sum + Math.abs(at(row, column)), 0);
  const best = permutations.reduce((a, b) => (alignment(b) > alignment(a) ? b : a));
  return best.map((worldAxis, column) => ({ worldAxis, sign: at(worldAxis, column) < 0 ? -1 : 1 }));
}
