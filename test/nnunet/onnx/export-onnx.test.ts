import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../../../src/nnunet/onnx/graph-builder.js';
import { openSessionPool } from '../../../src/runtime/session-pool.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const unread = async (): Promise<Float32Array> => {
  throw new Error('a weight was copied');
};

describe('exportOnnx, referring to the file of the weights', () => {
  test('leaves in the file what lies there as it should, and copies the rest', async () => {
    const values = Float32Array.of(-1, 10, 20, -1);
    writeFileSync(join(folder, 'weights.pth'), Buffer.from(values.buffer));
    const graph = sum(
      { shape: [1, 1, 2], read: unread, locate: async () => 4 },
      { shape: [1, 1, 2], read: async () => Float32Array.of(300, 400), locate: async () => null },
    );
    const model = await exportOnnx(graph, 'weights.pth');

    const pool = openSessionPool();
    await pool.load({ model, weightsFolder: folder }, { device: 'cpu', threads: 1 });
    const answer = await pool.run(Float32Array.of(1, 2), { mirrorAxes: [], difference: false });
    await pool.close();
    expect([...answer]).toEqual([311, 422]);
  });

  test('a weight that is stored as float16 is copied', async () => {
    const read = async () => Float32Array.of(1, 2);
    const source = { shape: [1, 1, 2], read, locate: async () => 0 };
    const graph = sum(source, source, true);
    expect((await exportOnnx(graph, 'weights.pth')).length).toBe((await exportOnnx(graph)).length);
  });

  test('a file that does not say where values lie is copied', async () => {
    const source = { shape: [1, 1, 2], read: async () => Float32Array.of(1, 2) };
    const graph = sum(source, source);
    expect(await exportOnnx(graph, 'weights.pth')).toEqual(await exportOnnx(graph));
  });
});

type Source = Parameters<GraphBuilder['weight']>[1];

/** x [1,1,2] plus two weights. */
function sum(a: Source, b: Source, half = false) {
  const builder = new GraphBuilder({ half });
  const x = { name: 'x', shape: [1, 1, 2] };
  const first = builder.node('Add', 'first', [x, builder.weight('a', a)], x.shape);
  return builder.build(x, builder.node('Add', 'sum', [first, builder.weight('b', b)], x.shape));
}
