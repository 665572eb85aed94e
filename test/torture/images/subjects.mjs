// The images that are mutated. Their voxels are painted here, or taken from a kit whose mask nnU-Net made, so
// that what is true of them is known without asking autopet.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { randomOf } from '../random.mjs';
import { identity, placeOf } from './geometry.mjs';
import { readMetaImage } from './read-meta-image.mjs';

export const kit = fileURLToPath(new URL('../../parity/kits/plain/', import.meta.url));

/** The kit's PET and CT, and the mask that nnU-Net made of them. */
export function kitStudy() {
  const read = (name) =>
    readMetaImage(readFileSync(`${kit}${name}`), { name, sibling: () => null });
  return { pet: read('pet.mha'), ct: read('ct.mha'), mask: read('expected.mha') };
}

/** A coarse body: air, fat, muscle, lung and bone; liver, bladder and a lesion in the PET. */
export function bodyStudy(random = randomOf('body')) {
  const size = [26, 22, 24];
  const [nx, ny, nz] = size;
  const ct = new Float64Array(nx * ny * nz);
  const pet = new Float64Array(ct.length);
  const mask = new Float64Array(ct.length);
  const ball = (p, centre, r) => Math.hypot(...p.map((v, i) => (v - centre[i]) / r[i])) < 1;
  for (let i = 0; i < ct.length; i++) {
    const p = [i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))];
    const inBody = Math.hypot((p[0] - 12.5) / 11, (p[1] - 10.5) / 9);
    const noise = random.between(-1, 1);
    let [hu, suv] = [-1000 + 8 * noise, 0.02 + 0.02 * random.next()];
    if (inBody < 1) [hu, suv] = [-105 + 20 * noise, 0.3 + 0.1 * noise];
    if (inBody < 0.85) [hu, suv] = [45 + 20 * noise, 0.6 + 0.2 * noise];
    if (ball(p, [7, 9, 18], [4, 5, 5])) [hu, suv] = [-830 + 40 * noise, 0.4 + 0.1 * noise];
    if (ball(p, [12, 17, 12], [2, 2, 30])) [hu, suv] = [350 + 90 * noise, 1.2 + 0.3 * noise];
    if (ball(p, [17, 9, 9], [4, 4, 4])) [hu, suv] = [60 + 15 * noise, 2.2 + 0.4 * noise];
    if (ball(p, [16, 8, 18], [2.5, 2.5, 2.5])) {
      [hu, suv] = [40 + 15 * noise, 9 + noise];
      mask[i] = 1;
    }
    ct[i] = Math.round(hu);
    pet[i] = Math.fround(suv);
  }
  const grid = { size, spacing: [8, 8, 9], origin: [-100, -80, -40], direction: identity };
  return {
    pet: { ...grid, voxels: pet },
    ct: { ...grid, voxels: ct },
    mask: { ...grid, voxels: mask },
  };
}

/** A part of an image, from voxel `from` on. */
export function part(image, from, size) {
  const voxels = new Float64Array(size[0] * size[1] * size[2]);
  for (let z = 0, o = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++, o++) {
        const [sx, sy] = image.size;
        voxels[o] = image.voxels[x + from[0] + sx * (y + from[1] + sy * (z + from[2]))];
      }
    }
  }
  return { ...image, size, voxels };
}

/**
 * The same image with its axes stored in another order and direction: every voxel keeps its place in the world.
 *
 * @param order which axis comes first, second, third
 * @param flips which of the new axes run backwards
 */
export function restacked(image, order, flips) {
  const size = order.map((axis) => image.size[axis]);
  const spacing = order.map((axis) => image.spacing[axis]);
  const start = [0, 0, 0];
  order.forEach((axis, i) => {
    start[axis] = flips[i] ? image.size[axis] - 1 : 0;
  });
  const direction = [0, 1, 2].flatMap((row) =>
    order.map((axis, i) => image.direction[3 * row + axis] * (flips[i] ? -1 : 1) + 0),
  );
  const strides = [1, image.size[0], image.size[0] * image.size[1]];
  const first = start.reduce((sum, at, axis) => sum + at * strides[axis], 0);
  const steps = order.map((axis, i) => strides[axis] * (flips[i] ? -1 : 1));
  const voxels = new Float64Array(image.voxels.length);
  for (let i = 0; i < voxels.length; i++) {
    const [x, y] = [i % size[0], Math.floor(i / size[0]) % size[1]];
    const z = Math.floor(i / (size[0] * size[1]));
    voxels[i] = image.voxels[first + x * steps[0] + y * steps[1] + z * steps[2]];
  }
  return { ...image, size, spacing, direction, origin: placeOf(image, start), voxels };
}
