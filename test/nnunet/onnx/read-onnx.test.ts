import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { ModelError } from '../../../src/errors.js';
import { buildUnet } from '../../../src/nnunet/network/build-unet.js';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { DataLocation, DataType, ModelProtoSchema } from '../../../src/nnunet/onnx/onnx-proto.js';
import { readOnnx } from '../../../src/nnunet/onnx/read-onnx.js';
import { openSessionPool } from '../../../src/runtime/session-pool.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { readFixture } from '../network/support/fixture.js';
import { largestDifference } from '../network/support/largest-difference.js';

const root = temporaryFolder();
const fixture = readFixture('plain-3d');
const path = join(root, 'checkpoint_final.onnx');
const written = Promise.resolve(exportOnnx(buildUnet(fixture).graph));
beforeAll(async () => writeFileSync(path, await written));

test('what was written is read', async () => {
  const graph = await readOnnx(path);
  expect(graph.input).toEqual({ name: 'input', shape: [1, 2, 8, 12, 16] });
  expect(graph.output).toEqual({ name: 'logits', shape: [1, 2, 8, 12, 16] });
  expect(Buffer.from(await exportOnnx(graph)).equals(await written)).toBe(true);
});

test('a model may refer to the file for its larger weights, and answers the same', async () => {
  const model = await exportOnnx(await readOnnx(path), 'checkpoint_final.onnx');
  expect(model.length).toBeLessThan((await written).length / 2);
  const pool = openSessionPool();
  await pool.load({ model, weightsFolder: root }, { device: 'cpu', threads: 1 });
  const logits = await pool.run(new Float32Array(fixture.input), {
    mirrorAxes: [],
    difference: false,
  });
  await pool.close();
  expect(largestDifference(logits, fixture.logits)).toBeLessThan(1e-5);
});

describe('of other origin', () => {
  const dims = [{ dimValue: 1n }, { dimValue: 2n }];
  const tensor = (name: string, dim = dims) => ({
    name,
    type: { tensorType: { elemType: DataType.float32, shape: { dim } } },
  });
  const usual = { node: [], input: [tensor('x')], output: [tensor('y')] };
  type Init = Parameters<typeof create<typeof ModelProtoSchema>>[1];

  async function read(graph: NonNullable<Init>['graph']) {
    mkdirSync(join(root, 'other'), { recursive: true });
    const file = join(root, 'other', 'model.onnx');
    const model = { irVersion: 8n, opsetImport: [{ version: 17n }], graph };
    writeFileSync(file, toBinary(ModelProtoSchema, create(ModelProtoSchema, model as Init)));
    return readOnnx(file);
  }

  test('a second output tells organs by its name; another is refused', async () => {
    const { output, organs } = await read({ ...usual, output: [tensor('y'), tensor('organs')] });
    expect([output, organs]).toEqual([
      { name: 'y', shape: [1, 2] },
      { name: 'organs', shape: [1, 2] },
    ]);
    await expect(read({ ...usual, output: [tensor('y'), tensor('z')] })).rejects.toThrow(
      /has 2 output\(s\): y, z/,
    );
  });

  test('constants may be lists of numbers, and stand among the inputs; the version is kept', async () => {
    const { input, initializers, format } = await read({
      ...usual,
      input: [tensor('a'), tensor('x')],
      initializer: [
        { name: 'a', dims: [2n], dataType: DataType.float32, floatData: [0.5, -2] },
        { name: 'b', dims: [1n, 1n], dataType: DataType.int64, int64Data: [-7n] },
      ],
    });
    expect(input).toEqual({ name: 'x', shape: [1, 2] });
    const [a, b] = await Promise.all(initializers.map((constant) => constant.read()));
    expect(new Float32Array(a!.buffer)).toEqual(Float32Array.of(0.5, -2));
    expect(new BigInt64Array(b!.buffer)).toEqual(BigInt64Array.of(-7n));
    expect(await initializers[1]!.locate!()).toBeNull();
    expect(format).toMatchObject({ irVersion: 8n, opsetImport: [{ version: 17n }] });
  });

  test.each([
    ['two outputs', { ...usual, output: [tensor('y'), tensor('z')] }, /has 2 output\(s\): y, z\./],
    ['no fixed size', { ...usual, input: [tensor('x', [{ dimValue: 0n }])] }, /1 input\(s\): x\./],
    [
      'weights elsewhere',
      {
        ...usual,
        initializer: [{ name: 'a', dims: [2n], dataType: 1, dataLocation: DataLocation.external }],
      },
      /keeps its weights in another file, as "a"/,
    ],
    [
      'weights of doubles',
      { ...usual, initializer: [{ name: 'a', dims: [2n], dataType: 11 }] },
      /the values of "a" are stored in an unusual way/,
    ],
  ])('%s: refused', async (_, graph, message) => {
    const reading = read(graph);
    await expect(reading).rejects.toThrow(ModelError);
    await expect(reading).rejects.toThrow(message);
  });
});

test('what is no ONNX file, or none at all, is refused', async () => {
  const other = join(root, 'no.onnx');
  writeFileSync(other, Buffer.from('not a network, but text'));
  await expect(readOnnx(other)).rejects.toThrow(ModelError);
  writeFileSync(other, '');
  await expect(readOnnx(other)).rejects.toThrow(/holds no network/);
  await expect(readOnnx(join(root, 'absent.onnx'))).rejects.toThrow(ModelError);
});
