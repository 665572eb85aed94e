import fc from 'fast-check';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder, type Value } from '../../../src/nnunet/onnx/graph-builder.js';
import { averagePool, conv } from '../../../src/nnunet/onnx/operators.js';
import { runModel } from '../network/support/run-model.js';

// Values are checked through whole networks in buildUnet; here it is the sizes that rest on rounding.
describe('operators', () => {
  test('conv knows the size of its output', async () => {
    const axis = fc.record({
      size: fc.integer({ min: 1, max: 9 }),
      kernel: fc.constantFrom(1, 3, 5),
      stride: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { minLength: 2, maxLength: 3 }), async (axes) => {
        const kernel = axes.map((a) => a.kernel);
        await expectSize([1, 2, ...axes.map((a) => a.size)], (builder, x) => {
          const shape = [3, 2, ...kernel];
          const weight = builder.weight('w', { shape, read: async () => zeros(shape) });
          const pads = kernel.map((k) => (k - 1) / 2);
          const strides = axes.map((a) => a.stride);
          return conv(builder, 'y', x, weight, undefined, { kernel, strides, pads });
        });
      }),
      { numRuns: 30 },
    );
  });

  test('averagePool drops the rest and averages each block', async () => {
    const result = await expectSize([1, 1, 2, 5], (builder, x) =>
      averagePool(builder, 'y', x, [1, 2]),
    );
    expect(result).toEqual(Float32Array.of(0.5, 2.5, 5.5, 7.5));
  });
});

/** Runs a graph of one operator on 0, 1, 2, … and compares the size of its output. */
async function expectSize(
  shape: number[],
  add: (builder: GraphBuilder, x: Value) => Value,
): Promise<Float32Array> {
  const builder = new GraphBuilder({ half: false });
  const x = { name: 'x', shape };
  const y = add(builder, x);
  const input = zeros(shape).map((_, i) => i);
  const { data, dims } = await runModel(await exportOnnx(builder.build(x, y)), input, shape);
  expect(y.shape).toEqual(dims);
  return data;
}

function zeros(shape: readonly number[]): Float32Array {
  return new Float32Array(shape.reduce((a, b) => a * b, 1));
}
