// Loads all of CUDA that a run may load, as the user who will run it. That needs no GPU and no driver: without one, onnxruntime's
// provider must get as far as asking for it.
//   node check-cuda.mjs
import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { loadModel } from '../dist/nnunet/model/load-model.js';

const folder = '/opt/cuda/lib';
// onnxruntime loads its own; they ask it for symbols.
const libraries = existsSync(folder)
  ? readdirSync(folder).filter((name) => !name.startsWith('libonnxruntime_providers'))
  : [];
for (const library of libraries) loadLibrary(join(folder, library));
console.log(
  libraries.length > 0
    ? `${libraries.length} libraries of ${folder} loaded, every symbol found`
    : `no libraries in ${folder}: they are the base image's, which ldd has found`,
);
console.log(`onnxruntime ${ort.env.versions.node} with its CUDA provider: ${await tryProvider()}`);

function loadLibrary(path) {
  try {
    process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_NOW);
  } catch (error) {
    // Node expects a module of its own, and says so only of what could be loaded.
    if (!/did not self-register/.test(error.message)) throw error;
  }
}

async function tryProvider() {
  const model = await loadModel(new URL('../weights', import.meta.url).pathname);
  const network = await model.folds[0].network({ device: 'cuda', precision: 'float32' });
  try {
    const session = await ort.InferenceSession.create(network, {
      executionProviders: ['cuda'],
      logSeverityLevel: 4,
    });
    await session.release();
    return 'it works';
  } catch (error) {
    const told = error.message.match(/CUDA failure (?:35|100): [^;]*/)?.[0].trim();
    if (told === undefined) throw error;
    return `it loads, and asks for a driver (${told})`;
  }
}
