import { exactInstanceNormalization } from '../../../src/nnunet/onnx/exact-instance-normalization.js';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../../src/nnunet/onnx/graph-builder.js';
import { runModel } from '../network/support/run-model.js';

const epsilon = 1e-5;
const scale = [1.5, -0.5];
const bias = [0.25, 3];

describe('exactInstanceNormalization', () => {
  // onnxruntime's InstanceNormalization is off by 2e-4 here, and by 1e-2 at 192 x 192 x 192.
  test('is exact where most of a large image is air', async () => {
    const size = [48, 48, 48];
    const body = (z: number, y: number, x: number): boolean =>
      (z - 24) ** 2 + (y - 24) ** 2 + (x - 24) ** 2 < 400;
    const input = image(size, (z, y, x, noise) => (body(z, y, x) ? 3 + noise : -1.234567));
    expect(await largestError(input, size)).toBeLessThan(5e-6);
  });

  test('is exact far from zero, in 2-D', async () => {
    const size = [60, 70];
    const input = image([1, ...size], (_z, _y, _x, noise) => 1000 + noise);
    // The input itself has steps of 6e-5.
    expect(await largestError(input, size)).toBeLessThan(1e-4);
  });

  test('gives the bias where all voxels are alike', async () => {
    const size = [20, 18, 14];
    const input = image(size, () => 0.1);
    expect(await largestError(input, size)).toBeLessThan(1e-5);
  });
});

/** Two channels of the same picture, the second twice as bright. */
function image(
  [depth, height, width]: readonly number[],
  value: (z: number, y: number, x: number, noise: number) => number,
): Float32Array {
  const voxels: number[] = [];
  let seed = 1;
  for (let z = 0; z < depth!; z++) {
    for (let y = 0; y < height!; y++) {
      for (let x = 0; x < width!; x++) {
        seed = (seed * 48271) % 2147483647;
        voxels.push(value(z, y, x, seed / 1073741824 - 1));
      }
    }
  }
  return Float32Array.from([...voxels, ...voxels.map((v) => 2 * v)]);
}

/** The largest difference between the graph and the formula in float64. */
async function largestError(input: Float32Array, size: readonly number[]): Promise<number> {
  const { data } = await runModel(await graph(size), input, [1, 2, ...size]);
  const voxels = input.length / 2;
  const errors = scale.map((factor, channel) => {
    const values = Array.from(input.subarray(channel * voxels, (channel + 1) * voxels));
    const mean = values.reduce((sum, v) => sum + v, 0) / voxels;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / voxels;
    const gain = factor / Math.sqrt(variance + epsilon);
    return values.reduce((largest, v, i) => {
      const expected = (v - mean) * gain + bias[channel]!;
      return Math.max(largest, Math.abs(data[channel * voxels + i]! - expected));
    }, 0);
  });
  return Math.max(...errors);
}

function graph(size: readonly number[]): Promise<Uint8Array> {
  const builder = new GraphBuilder({ half: true });
  const x = { name: 'x', shape: [1, 2, ...size] };
  const constant = (name: string, values: readonly number[]) =>
    builder.weight(name, { shape: [2], read: async () => Float32Array.from(values) });
  const y = exactInstanceNormalization(
    builder,
    'y',
    x,
    constant('scale', scale),
    constant('bias', bias),
    epsilon,
  );
  expect(y.shape).toEqual(x.shape);
  return exportOnnx(builder.build(x, y));
}
