// A painted whole-body study at the size of the challenge's: node bench/paint-study.mjs FOLDER SLICES [WIDTH]
// PET and CT lie on one grid, as the challenge gives them.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resampleOnto } from '../dist/image/resample-onto.js';
import { writeVolume } from '../dist/image/write/write-volume.js';
import { makePhantom } from '../dist/phantom/make-phantom.js';

const airSuv = 0;
const airHu = -1000;

/** Paints pet.mha and ct.mha into a folder, unless they are there. Slices are 3 mm, a whole body long. */
export async function paintStudy(folder, slices, width = 400) {
  const [pet, ct] = ['pet.mha', 'ct.mha'].map((name) => join(folder, name));
  if (existsSync(pet) && existsSync(ct)) return { pet, ct };
  mkdirSync(folder, { recursive: true });
  const phantom = makePhantom({ seed: 7 });
  const grid = gridOver(phantom.pet, [width, width, slices]);
  const noise = generator();
  const painted = resampleOnto(phantom.pet, grid, airSuv).volume;
  const suv = painted.data.map((value) => Math.max(0, value + 0.05 * noise() * Math.sqrt(value)));
  await writeVolume(pet, { ...grid, data: suv });
  const density = resampleOnto(phantom.ct, grid, airHu).volume.data;
  const hu = new Int16Array(density.length);
  for (let i = 0; i < hu.length; i++) hu[i] = Math.round(density[i] + 20 * noise());
  await writeVolume(ct, { ...grid, data: hu });
  return { pet, ct };
}

/** A grid of another size over the same patient. */
function gridOver({ size, spacing, origin, direction }, newSize) {
  const newSpacing = newSize.map((n, axis) => (size[axis] * spacing[axis]) / n);
  const newOrigin = origin.map((o, axis) => o + (newSpacing[axis] - spacing[axis]) / 2);
  return { size: newSize, spacing: newSpacing, origin: newOrigin, direction };
}

/** Uniform from −1 to 1, the same in every run. */
function generator() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, slices, width] = process.argv.slice(2);
  await paintStudy(folder, Number(slices), width && Number(width));
}
