import type { FakeNetwork } from './fake-engine.js';

/** What torch stores of a convolution: weight [k,c,(3,)3,3] and bias [k]. */
export interface ConvolutionWeights {
  readonly weight: readonly number[];
  readonly bias: readonly number[];
}

/** One convolution with kernels of 3 and zero padding, as torch.nn.Conv2d or Conv3d has it. */
export function convolutionNetwork(
  patchSize: readonly number[],
  channels: number,
  { weight, bias }: ConvolutionWeights,
): FakeNetwork {
  const [depth, height, width] = patchSize.length === 2 ? [1, ...patchSize] : patchSize;
  const voxels = depth! * height! * width!;
  const taps = patchSize.length === 2 ? 9 : 27;

  /** Adds one tap: the channel, moved by the tap's offset, times its factor. */
  function add(sum: Float32Array, channel: Float32Array, tap: number, factor: number): void {
    const dz = taps === 9 ? 0 : Math.floor(tap / 9) - 1;
    const dy = (Math.floor(tap / 3) % 3) - 1;
    const dx = (tap % 3) - 1;
    const [z0, z1] = overlap(depth!, dz);
    const [y0, y1] = overlap(height!, dy);
    const [x0, x1] = overlap(width!, dx);
    for (let z = z0; z < z1; z++) {
      for (let y = y0; y < y1; y++) {
        const row = (z * height! + y) * width!;
        const seen = row + (dz * height! + dy) * width! + dx;
        for (let x = x0; x < x1; x++) sum[row + x]! += factor * channel[seen + x]!;
      }
    }
  }

  return {
    shape: { input: [1, channels, ...patchSize], output: [1, bias.length, ...patchSize] },
    answer: (tile) => {
      const logits = new Float32Array(bias.length * voxels);
      for (const [k, offset] of bias.entries()) {
        const sum = logits.subarray(k * voxels, (k + 1) * voxels).fill(offset);
        for (let c = 0; c < channels; c++) {
          const channel = tile.subarray(c * voxels, (c + 1) * voxels);
          for (let tap = 0; tap < taps; tap++) {
            add(sum, channel, tap, weight[(k * channels + c) * taps + tap]!);
          }
        }
      }
      return logits;
    },
  };
}

/** The indices that stay inside an axis when moved. */
function overlap(length: number, offset: number): [number, number] {
  return [Math.max(0, -offset), Math.min(length, length - offset)];
}
