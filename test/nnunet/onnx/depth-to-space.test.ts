import fc from 'fast-check';
import { depthToSpace } from '../../../src/nnunet/onnx/depth-to-space.js';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../../src/nnunet/onnx/graph-builder.js';
import { runModel } from '../network/support/run-model.js';

describe('depthToSpace', () => {
  test('spreads four channels over a 2-D block', async () => {
    // One channel, stride [2,2], a single pixel: channels are the block in row order.
    const { data, dims } = await run(Float32Array.of(1, 2, 3, 4), [1, 4, 1, 1], [2, 2]);
    expect(dims).toEqual([1, 1, 2, 2]);
    expect(data).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  test('puts every value where its channel says', async () => {
    const axis = fc.record({
      size: fc.integer({ min: 1, max: 4 }),
      stride: fc.integer({ min: 1, max: 3 }),
    });
    const axes = fc.array(axis, { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), axes, async (channels, axes) => {
        const size = axes.map((a) => a.size);
        const stride = axes.map((a) => a.stride);
        const shape = [1, channels * product(stride), ...size];
        const input = Float32Array.from({ length: product(shape) }, (_, i) => i);
        const { data, dims } = await run(input, shape, stride);
        expect(dims).toEqual([1, channels, ...axes.map((a) => a.size * a.stride)]);
        expect(data).toEqual(expectedOutput(channels, size, stride));
      }),
      { numRuns: 30 },
    );
  });
});

async function run(input: Float32Array, shape: number[], stride: number[]) {
  const builder = new GraphBuilder({ half: false });
  const x = { name: 'x', shape };
  const y = depthToSpace(builder, 'y', x, stride);
  const result = await runModel(await exportOnnx(builder.build(x, y)), input, shape);
  expect(result.dims).toEqual(y.shape);
  return result;
}

/** out[c, n·s + k] = in[c·prod(s) + k, n] per axis, for an input that counts its elements. */
function expectedOutput(channels: number, size: number[], stride: number[]): Float32Array {
  const outputSize = size.map((n, axis) => n * stride[axis]!);
  const blockSize = product(stride);
  const voxels = product(size);
  return Float32Array.from({ length: channels * product(outputSize) }, (_, i) => {
    let rest = i;
    let offset = 0;
    let voxel = 0;
    let voxelStep = 1;
    let offsetStep = 1;
    for (let axis = size.length - 1; axis >= 0; axis--) {
      const position = rest % outputSize[axis]!;
      rest = Math.floor(rest / outputSize[axis]!);
      offset += (position % stride[axis]!) * offsetStep;
      voxel += Math.floor(position / stride[axis]!) * voxelStep;
      offsetStep *= stride[axis]!;
      voxelStep *= size[axis]!;
    }
    return (rest * blockSize + offset) * voxels + voxel;
  });
}

function product(values: readonly number[]): number {
  return values.reduce((a, b) => a * b, 1);
}
