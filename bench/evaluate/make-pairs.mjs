/** Size of a whole-body FDG study, z,y,x, and its voxels in mm, x,y,z. */
export const shape = [326, 400, 400];
export const spacing = [2.0364, 2.0364, 3];
const [depth, height, width] = shape;
const voxels = depth * height * width;

/** Pairs of prediction and reference by title, from few lesions to more than any patient has. */
export const pairs = {
  'a dozen lesions': () => jittered(12, 8),
  '5000 lesions, 4 % of all voxels': () => [spheres(5000, 6, 1), spheres(5000, 6, 2)],
  'noise: 52 000 specks of a voxel': () => [noise(0.001, 1), noise(0.001, 2)],
};

/** A PET with noise about SUV 1 and, in the mask, uptake of 2 to 15 that varies from block to block. */
export function makePet(mask) {
  const next = generator(7);
  const uptake = Float32Array.from({ length: 4096 }, () => 2 + 13 * next() ** 3);
  return Float32Array.from(mask, (label, i) => {
    const block = ((i % width) >> 4) + 25 * (Math.floor(i / width / 16) % 1700);
    return (label === 0 ? 1 : uptake[block & 4095]) * (0.8 + 0.4 * next());
  });
}

/** The same spheres twice, the second time a little beside, and some that only one mask has. */
function jittered(count, radius) {
  const prediction = spheres(count, radius, 3, 2);
  const reference = spheres(count, radius, 3, 0);
  spheres(3, radius, 4, 0, prediction);
  spheres(3, radius, 5, 0, reference);
  return [prediction, reference];
}

function spheres(count, maximalRadius, seed, shift = 0, mask = new Uint8Array(voxels)) {
  const next = generator(seed);
  for (let i = 0; i < count; i++) {
    const radius = 1 + next() * maximalRadius;
    const centre = shape.map((n) => Math.floor(next() * n));
    centre[2] += shift;
    const [from, to] = [0, 1].map((end) =>
      centre.map((c, axis) =>
        end
          ? Math.min(shape[axis] - 1, Math.floor(c + radius))
          : Math.max(0, Math.ceil(c - radius)),
      ),
    );
    for (let z = from[0]; z <= to[0]; z++) {
      for (let y = from[1]; y <= to[1]; y++) {
        for (let x = from[2]; x <= to[2]; x++) {
          const distance = Math.hypot(z - centre[0], y - centre[1], x - centre[2]);
          if (distance <= radius) mask[(z * height + y) * width + x] = 1;
        }
      }
    }
  }
  return mask;
}

function noise(density, seed) {
  const next = generator(seed);
  return Uint8Array.from({ length: voxels }, () => (next() < density ? 1 : 0));
}

function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
