import type { Shape } from '../../array/grid.js';
import { gaussian, summedGaussian } from './gaussian.js';
import { forEachRow, tileBox } from './tile-box.js';
import { placeInImage, type Tiling } from './tiling.js';

/** Gaussian-weighted sum of overlapping tiles' logits, kept in float32. */
export interface Accumulator {
  /** Adds one tile's logits `[k,z,y,x]`. @returns false when one of them is NaN or infinite */
  add(start: Shape, logits: Float32Array): boolean;
  /** Adds a tile that has the same logit everywhere, one number per channel. */
  addConstant(start: Shape, logits: readonly number[]): void;
  /**
   * Divides by the summed weights and the number of passes, in place.
   *
   * @param passes how often every tile was added
   * @param background one logit per channel for voxels that no tile reaches
   * @returns mean logits per channel, [z,y,x]
   */
  finish(passes: number, background: readonly number[]): Float32Array[];
}

/** Makes an empty accumulator for `channels` logits on the tiling's image grid. */
export function accumulator(tiling: Tiling, channels: number): Accumulator {
  const [patchZ, patchY, patchX] = tiling.patchSize;
  const [wz, wy, wx] = [gaussian(patchZ), gaussian(patchY), gaussian(patchX)];
  const [imageZ, imageY, imageX] = tiling.shape;
  const sums = Array.from({ length: channels }, () => new Float32Array(imageZ * imageY * imageX));

  function addChannel(sum: Float32Array, start: Shape, logits: Float32Array | number): boolean {
    let total = 0;
    const box = tileBox(tiling, start);
    forEachRow(tiling, box, (inImage, inTile, z, y) => {
      const weight = wz[z]! * wy[y]!;
      const x0 = box.tile[2];
      const width = box.shape[2];
      if (typeof logits === 'number') {
        for (let x = 0; x < width; x++) sum[inImage + x]! += weight * wx[x0 + x]! * logits;
        return;
      }
      // Not summed in `total` itself: a variable of two functions is an object to the engine.
      let rowTotal = 0;
      for (let x = 0; x < width; x++) {
        const logit = logits[inTile + x]!;
        rowTotal += logit;
        sum[inImage + x]! += weight * wx[x0 + x]! * logit;
      }
      total += rowTotal;
    });
    return Number.isFinite(total);
  }

  return {
    add: (start, logits) => {
      const voxels = logits.length / channels;
      const finite = sums.map((sum, k) =>
        addChannel(sum, start, logits.subarray(k * voxels, (k + 1) * voxels)),
      );
      return finite.every(Boolean);
    },
    addConstant: (start, logits) => {
      for (const [k, sum] of sums.entries()) addChannel(sum, start, logits[k]!);
    },
    finish: (passes, background) => {
      const [nz, ny, nx] = [summed(0, wz), summed(1, wy), summed(2, wx)];
      for (const [k, sum] of sums.entries()) {
        for (let z = 0, i = 0; z < imageZ; z++) {
          for (let y = 0; y < imageY; y++) {
            const weight = passes * nz[z]! * ny[y]!;
            for (let x = 0; x < imageX; x++, i++) {
              const total = weight * nx[x]!;
              sum[i] = total > 0 ? sum[i]! / total : background[k]!;
            }
          }
        }
      }
      return sums;
    },
  };

  /** Summed weights along an axis of the image; 0 beyond the tiles. */
  function summed(axis: 0 | 1 | 2, weights: Float64Array): Float64Array {
    const inRegion = summedGaussian(tiling.paddedShape[axis], tiling.starts[axis], weights);
    const first = placeInImage(tiling, 0, axis);
    return Float64Array.from({ length: tiling.shape[axis] }, (_, i) => inRegion[i - first] ?? 0);
  }
}
