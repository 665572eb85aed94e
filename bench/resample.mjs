// Times resampling of one whole-body channel to 4 mm and back: node bench/resample.mjs
import { resampleData } from '../dist/array/resample/resample-data.js';

const shape = [326, 400, 400];
const spacing = [3, 2.036, 2.036];
const coarseShape = [245, 204, 204];
const coarseSpacing = [4, 4, 4];
const data = new Float32Array(shape[0] * shape[1] * shape[2]);
for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 1013) / 1013;

for (const order of [3, 1]) {
  const fn = { kind: 'default', order, orderZ: 0, forceSeparateZ: null };
  const coarse = measure(`order ${order}, to 4 mm`, () =>
    resampleData(data, shape, coarseShape, spacing, coarseSpacing, fn),
  );
  measure(`order ${order}, back`, () =>
    resampleData(coarse.data, coarseShape, shape, coarseSpacing, spacing, fn),
  );
}

function measure(title, resample) {
  const start = performance.now();
  const grid = resample();
  const seconds = (performance.now() - start) / 1000;
  const rate = (voxels) => `${(voxels / seconds / 1e6).toFixed(0)} Mvox/s`;
  const larger = Math.max(grid.data.length, data.length);
  const rates = `${rate(grid.data.length)} out, ${rate(larger)} of the finer grid`;
  console.log(`${title}: ${seconds.toFixed(2)} s, ${rates}`);
  return grid;
}
