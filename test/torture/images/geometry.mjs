// Where voxels lie, in this harness's own words. World coordinates are LPS, in mm; `direction` has the
// directions of the index axes as columns, row by row.

export const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** The LPS place of a voxel x,y,z. */
export function placeOf({ spacing, origin, direction: d }, [x, y, z]) {
  const step = [x * spacing[0], y * spacing[1], z * spacing[2]];
  return [0, 1, 2].map(
    (row) =>
      origin[row] + d[3 * row] * step[0] + d[3 * row + 1] * step[1] + d[3 * row + 2] * step[2],
  );
}

export function count([x, y, z]) {
  return x * y * z;
}

/** How far two grids of one size lie apart at most, in voxels of the first; infinite for other sizes. */
export function apart(a, b) {
  if (a.size.some((n, axis) => n !== b.size[axis])) return Number.POSITIVE_INFINITY;
  const least = Math.min(...a.spacing);
  let most = 0;
  for (let corner = 0; corner < 8; corner++) {
    const index = [0, 1, 2].map((axis) => (corner >> axis) & 1 && a.size[axis] - 1);
    const [p, q] = [placeOf(a, index), placeOf(b, index)];
    const distance = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
    // Numbers as large as these are rounded by what is left of float32's digits.
    const rounding = 2e-7 * Math.max(...p.map(Math.abs));
    const far = Math.max(0, distance - rounding) / least;
    if (!(far <= most)) most = far;
  }
  return most;
}

/** How far the axes are from being perpendicular and of length 1. */
export function shear(d) {
  let most = 0;
  for (let i = 0; i < 3; i++) {
    for (let j = i; j < 3; j++) {
      const dot = [0, 1, 2].reduce((sum, row) => sum + d[3 * row + i] * d[3 * row + j], 0);
      const off = Math.abs(dot - (i === j ? 1 : 0));
      if (!(off <= most)) most = Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
    }
  }
  return most;
}

/** A grid from an affine of three rows of four in RAS mm. */
export function fromRasAffine(rows, size) {
  const lps = rows.map((value, i) => (i < 8 ? -value : value));
  const column = (axis) => [lps[axis], lps[4 + axis], lps[8 + axis]];
  const spacing = [0, 1, 2].map((axis) => Math.sqrt(column(axis).reduce((s, v) => s + v * v, 0)));
  const direction = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((axis) => lps[4 * row + axis] / spacing[axis]),
  );
  return { size, spacing, origin: [lps[3], lps[7], lps[11]], direction };
}
