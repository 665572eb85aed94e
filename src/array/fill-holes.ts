import type { Shape } from './grid.js';

/**
 * Fills the holes of a mask in place: background that cannot reach the border of the array through
 * voxels that share a face becomes foreground. The same as `scipy.ndimage.binary_fill_holes`.
 *
 * @param mask [z,y,x] 0 or 1, of `shape`
 */
export function fillHoles(mask: Uint8Array, shape: Shape): void {
  floodFromBorder(mask, shape);
  for (let i = 0; i < mask.length; i++) mask[i] = mask[i] === outside ? 0 : 1;
}

const background = 0;
const outside = 2;

/** Marks all background that is connected to the border, run by run along x. */
function floodFromBorder(mask: Uint8Array, shape: Shape): void {
  const [depth, height, width] = shape;
  const seeds = new IndexStack();
  for (let z = 0; z < depth; z++) {
    const isBorderPlane = z === 0 || z === depth - 1;
    for (let y = 0; y < height; y++) {
      const line = (z * height + y) * width;
      const isBorderLine = isBorderPlane || y === 0 || y === height - 1;
      const step = isBorderLine ? 1 : Math.max(width - 1, 1);
      for (let i = line; i < line + width; i += step) {
        if (mask[i] !== background) continue;
        seeds.push(i);
        flood(mask, shape, seeds);
      }
    }
  }
}

/** Marks all background that is connected to the seeds on the stack, and empties the stack. */
function flood(mask: Uint8Array, [depth, height, width]: Shape, seeds: IndexStack): void {
  const plane = height * width;
  for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
    if (mask[seed] !== background) continue;
    const z = Math.floor(seed / plane);
    const y = Math.floor(seed / width) % height;
    const line = (z * height + y) * width;
    let start = seed;
    while (start > line && mask[start - 1] === background) start--;
    let end = seed + 1;
    while (end < line + width && mask[end] === background) end++;
    mask.fill(outside, start, end);
    if (z > 0) pushRuns(mask, start - plane, end - plane, seeds);
    if (z < depth - 1) pushRuns(mask, start + plane, end + plane, seeds);
    if (y > 0) pushRuns(mask, start - width, end - width, seeds);
    if (y < height - 1) pushRuns(mask, start + width, end + width, seeds);
  }
}

/** Puts one seed on the stack for each run of background in [start, end). */
function pushRuns(mask: Uint8Array, start: number, end: number, seeds: IndexStack): void {
  for (let i = start; i < end; i++) {
    if (mask[i] === background && (i === start || mask[i - 1] !== background)) seeds.push(i);
  }
}

/** A stack of voxel indices that grows as needed. */
class IndexStack {
  #indices = new Int32Array(1024);
  #size = 0;

  push(index: number): void {
    if (this.#size === this.#indices.length) {
      const larger = new Int32Array(2 * this.#size);
      larger.set(this.#indices);
      this.#indices = larger;
    }
    this.#indices[this.#size++] = index;
  }

  pop(): number | undefined {
    return this.#size === 0 ? undefined : this.#indices[--this.#size];
  }
}
