import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../../src/nnunet/onnx/graph-builder.js';
import { writeOnnx } from '../../../src/nnunet/onnx/write-onnx.js';
import { runModel } from '../network/support/run-model.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-onnx-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeOnnx', () => {
  test('writes the bytes of exportOnnx, a model that runs', async () => {
    const path = join(folder, 'model.onnx');
    await writeOnnx(
      path,
      sumGraph(async () => Float32Array.of(10, 20)),
    );
    const file = await readFile(path);
    expect(file.equals(await exportOnnx(sumGraph(async () => Float32Array.of(10, 20))))).toBe(true);
    const { data } = await runModel(file, Float32Array.of(1, 2), [2]);
    expect(data).toEqual(Float32Array.of(11, 22));
    expect(await readdir(folder)).toEqual(['model.onnx']);
  });

  test('leaves what was there if a weight cannot be read', async () => {
    const path = join(folder, 'model.onnx');
    await writeFile(path, 'the model of yesterday');
    const unreadable = () => Promise.reject(new Error('disk on fire'));
    await expect(writeOnnx(path, sumGraph(unreadable))).rejects.toThrow('disk on fire');
    expect(await readFile(path, 'utf8')).toBe('the model of yesterday');
    expect(await readdir(folder)).toEqual(['model.onnx']);
  });
});

/** x [2] plus a weight. */
function sumGraph(read: () => Promise<Float32Array>) {
  const builder = new GraphBuilder({ half: false });
  const x = { name: 'x', shape: [2] };
  const weight = builder.weight('w', { shape: [2], read });
  return builder.build(x, builder.node('Add', 'sum', [x, weight], [2]));
}
