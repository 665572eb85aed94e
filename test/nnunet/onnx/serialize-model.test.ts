import { fromBinary } from '@bufbuild/protobuf';
import { ModelError } from '../../../src/errors.js';
import { GraphBuilder, type OnnxGraph } from '../../../src/nnunet/onnx/graph-builder.js';
import { ModelProtoSchema } from '../../../src/nnunet/onnx/onnx-proto.js';
import { serializeModel } from '../../../src/nnunet/onnx/serialize-model.js';
import { runModel } from '../network/support/run-model.js';

describe('serializeModel', () => {
  test('writes what onnxruntime computes with', async () => {
    const { data, dims } = await runModel(
      await bytesOf(scaleGraph({ half: false })),
      Float32Array.of(1, 2, 3, 4),
      [2, 2],
    );
    expect(dims).toEqual([2, 2]);
    expect(data).toEqual(Float32Array.of(0.1, 0.5, 0.75, -40));
  });

  test('describes the model', async () => {
    const model = fromBinary(ModelProtoSchema, await bytesOf(scaleGraph({ half: false })));
    expect(model.irVersion).toBe(9n);
    expect(model.opsetImport.map(({ version }) => version)).toEqual([20n]);
    const { graph } = model;
    expect(
      graph?.node.map(({ opType, name, input, output }) => [opType, name, input, output]),
    ).toEqual([['Mul', 'scaled', ['x', 'factors'], ['scaled']]]);
    expect(graph?.initializer.map(({ name, dims, dataType }) => [name, dims, dataType])).toEqual([
      ['factors', [2n, 2n], 1],
    ]);
    for (const value of [graph?.input[0], graph?.output[0]]) {
      const { elemType, shape } = value!.type!.tensorType!;
      expect(elemType).toBe(1);
      expect(shape?.dim.map(({ dimValue }) => dimValue)).toEqual([2n, 2n]);
    }
  });

  test('stores half precision weights in two bytes and computes in float32', async () => {
    const file = await bytesOf(scaleGraph({ half: true }));
    const { graph } = fromBinary(ModelProtoSchema, file);
    expect(graph?.initializer[0]?.dataType).toBe(10);
    expect(graph?.initializer[0]?.rawData).toHaveLength(8);
    const { data } = await runModel(file, Float32Array.of(1, 2, 3, 4), [2, 2]);
    // 0.1 as the nearest half.
    expect(data).toEqual(Float32Array.of(0.0999755859375, 0.5, 0.75, -40));
  });

  test('refuses weights that half precision cannot hold', async () => {
    const graph = scaleGraph({ half: true, factor: 1e6 });
    await expect(bytesOf(graph)).rejects.toThrow(ModelError);
    await expect(bytesOf(graph)).rejects.toThrow(/factors holds 1000000.*65504/);
  });

  test('announces its length', async () => {
    const file = serializeModel(scaleGraph({ half: false }));
    expect(file.byteLength).toBe((await bytesOf(scaleGraph({ half: false }))).length);
  });

  test('reads one weight at a time, when its turn comes', async () => {
    const reads: string[] = [];
    const builder = new GraphBuilder({ half: false });
    for (const name of ['a', 'b']) {
      const read = async () => Float32Array.of(reads.push(name));
      builder.weight(name, { shape: [1], read });
    }
    const value = { name: 'a', shape: [1] };
    const pieces = serializeModel(builder.build(value, value)).pieces();
    const readsSoFar: string[] = [];
    for await (const _ of pieces) readsSoFar.push(reads.join(''));
    expect(readsSoFar).toEqual(['', '', '', 'a', 'a', 'ab']);
  });

  test('refuses 2 GiB before reading anything', () => {
    const builder = new GraphBuilder({ half: false });
    const read = () => Promise.reject(new Error('a weight was read'));
    const huge = builder.weight('huge', { shape: [2 ** 15, 2 ** 14], read });
    const graph = builder.build(huge, huge);
    expect(() => serializeModel(graph)).toThrow(ModelError);
    expect(() => serializeModel(graph)).toThrow(/2147483648 bytes.*half precision/);
  });
});

/** x [2,2] times [[factor, 0.25], [0.25, -10]]. */
function scaleGraph({ half, factor = 0.1 }: { half: boolean; factor?: number }): OnnxGraph {
  const builder = new GraphBuilder({ half });
  const x = { name: 'x', shape: [2, 2] };
  // A view into a larger buffer: only what it shows may be written.
  const read = async () => Float32Array.of(7, factor, 0.25, 0.25, -10, 7).subarray(1, 5);
  const factors = builder.weight('factors', { shape: [2, 2], read });
  return builder.build(x, builder.node('Mul', 'scaled', [x, factors], [2, 2]));
}

async function bytesOf(graph: OnnxGraph): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of serializeModel(graph).pieces()) pieces.push(piece);
  return Buffer.concat(pieces);
}
