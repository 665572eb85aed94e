// What becomes of a PET and a CT before the network, computed here once more: the CT on the PET's grid, the crop to
// what is not zero, and the normalisation of the kit without resampling.
import { apart, placeOf } from './geometry.mjs';

/**
 * The CT at each voxel of the PET, linearly between its voxels.
 *
 * @returns values, and `edge`: 1 where the last digit decides whether the CT reaches
 */
export function ctOnPet(ct, pet, outside = -1024) {
  if (apart(pet, ct) < 1e-4) {
    return { values: ct.voxels, edge: new Uint8Array(ct.voxels.length), inside: ct.voxels.length };
  }
  const inverse = inverseOf(ct);
  const [nx, ny, nz] = pet.size;
  const values = new Float64Array(nx * ny * nz);
  const edge = new Uint8Array(values.length);
  let inside = 0;
  for (let i = 0; i < values.length; i++) {
    const at = inverse(placeOf(pet, [i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))]));
    const margin = Math.min(...at.map((c, axis) => Math.min(c + 0.5, ct.size[axis] - 0.5 - c)));
    if (Math.abs(margin) < 1e-3) edge[i] = 1;
    if (margin < 0) values[i] = outside;
    else {
      values[i] = linear(ct, at);
      inside++;
    }
  }
  return { values, edge, inside };
}

/** From LPS mm to a continuous index. */
function inverseOf({ origin, spacing, direction: d }) {
  const m = d.map((v, i) => v * spacing[i % 3]);
  const minor = (a, b, c, e) => m[a] * m[e] - m[b] * m[c];
  const cofactors = [
    [minor(4, 5, 7, 8), minor(2, 1, 8, 7), minor(1, 2, 4, 5)],
    [minor(5, 3, 8, 6), minor(0, 2, 6, 8), minor(2, 0, 5, 3)],
    [minor(3, 4, 6, 7), minor(1, 0, 7, 6), minor(0, 1, 3, 4)],
  ];
  const determinant = m[0] * cofactors[0][0] + m[1] * cofactors[1][0] + m[2] * cofactors[2][0];
  return (world) => {
    const v = world.map((mm, axis) => mm - origin[axis]);
    return cofactors.map((row) => (row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) / determinant);
  };
}

function linear({ size: [sx, sy, sz], voxels }, at) {
  const cell = at.map((c, axis) => {
    const last = [sx, sy, sz][axis] - 1;
    const inside = Math.min(last, Math.max(0, c));
    const low = Math.min(Math.floor(inside), Math.max(0, last - 1));
    return { low, high: Math.min(low + 1, last), share: inside - low };
  });
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const index = cell.map(({ low, high }, axis) => ((corner >> axis) & 1 ? high : low));
    const weight = cell.reduce(
      (w, { share }, axis) => w * ((corner >> axis) & 1 ? share : 1 - share),
      1,
    );
    if (weight !== 0) sum += weight * voxels[index[0] + sx * (index[1] + sy * index[2])];
  }
  return sum;
}

/**
 * The network's channels of a model that does not resample: nnU-Net's crop_to_nonzero, then CTNormalization of the
 * CT and ZScoreNormalization of the PET.
 *
 * @param properties the plans' statistics of the CT
 */
export function networkChannels(pet, ctValues, properties) {
  const [nx, ny, nz] = pet.size;
  const low = [nx, ny, nz];
  const high = [-1, -1, -1];
  for (let i = 0; i < pet.voxels.length; i++) {
    if (pet.voxels[i] === 0 && ctValues[i] === 0) continue;
    [i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))].forEach((c, axis) => {
      low[axis] = Math.min(low[axis], c);
      high[axis] = Math.max(high[axis], c);
    });
  }
  if (high[0] < 0) [low.splice(0, 3, 0, 0, 0), high.splice(0, 3, nx - 1, ny - 1, nz - 1)];
  const shape = [2, 1, 0].map((axis) => high[axis] - low[axis] + 1);
  const cropped = (values) => {
    const out = new Float64Array(shape[0] * shape[1] * shape[2]);
    let o = 0;
    for (let z = low[2]; z <= high[2]; z++)
      for (let y = low[1]; y <= high[1]; y++)
        for (let x = low[0]; x <= high[0]; x++) out[o++] = values[x + nx * (y + ny * z)];
    return out;
  };
  const { mean, std, percentile_00_5: least, percentile_99_5: most } = properties;
  const ct = cropped(ctValues).map(
    (hu) => (Math.min(most, Math.max(least, hu)) - mean) / Math.max(std, 1e-8),
  );
  const suv = cropped(pet.voxels);
  const average = suv.reduce((a, b) => a + b, 0) / suv.length;
  const variance = suv.reduce((a, b) => a + (b - average) ** 2, 0) / suv.length;
  const petChannel = suv.map((v) => (v - average) / Math.max(Math.sqrt(variance), 1e-8));
  return { shape, channels: [ct, petChannel] };
}

/** The largest difference, as a share of the largest value (of 1 where all are smaller). */
export function farthest(found, expected, skip = null) {
  let [most, largest] = [0, 1];
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  for (let i = 0; i < found.length; i++) {
    if (skip?.[i]) continue;
    largest = Math.max(largest, Math.abs(expected[i]));
    const off = Math.abs(found[i] - expected[i]);
    if (!(off <= most)) most = Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
  }
  return most / largest;
}
