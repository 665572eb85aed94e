// Times one network's tiles, copies to and from the device included, and prints one line of JSON:
//   node bench/tile.mjs '{"model": ..., "device": "cuda", "precision": "float16", "runs": 20}'
// `formOf` takes the network in the form made for another device.
import { loadModel } from '../dist/nnunet/model/load-model.js';
import { openSessionPool } from '../dist/runtime/session-pool.js';

const { model: folder, device, precision, formOf = device, runs } = JSON.parse(process.argv[2]);
const model = await loadModel(folder);
const pool = openSessionPool();
const start = performance.now();
const network = await model.folds[0].network({ device: formOf, precision });
const { input } = await pool.load(network, { device, threads: 2 });
const asIs = { mirrorAxes: [], difference: false };
const send = () =>
  pool.run(
    Float32Array.from({ length: input.reduce((a, b) => a * b) }, (_, i) => (i % 97) / 97),
    asIs,
  );
await send();
const secondsToFirst = (performance.now() - start) / 1000;
await send();
const seconds = [];
for (let i = 0; i < runs; i++) {
  const begin = performance.now();
  await send();
  seconds.push((performance.now() - begin) / 1000);
}
seconds.sort((a, b) => a - b);
await pool.close();
console.log(
  JSON.stringify({
    secondsToFirst,
    secondsPerTile: seconds[Math.floor(runs / 2)],
    fastest: seconds[0],
    runs,
  }),
);
