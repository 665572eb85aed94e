// Reading a PET and a CT of 400×400×326 voxels side by side, this checkout and another one in turns:
//   node bench/reading.mjs OTHER_CHECKOUT [--repeats 5] [--formats .mha,.nii] [--scratch FOLDER]
// Both must be built. Prints medians; docs/decisions/0020 and docs/benchmarks.md have what was found.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const execute = promisify(execFile);
const itself = fileURLToPath(import.meta.url);
if (process.argv[2]?.endsWith('read-volume.js'))
  await readOnce(process.argv[2], process.argv.slice(3));

const { readVolume } = await import('../dist/image/read/read-volume.js');
const { writeVolume } = await import('../dist/image/write/write-volume.js');
const { paintStudy } = await import('./paint-study.mjs');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repeats: { type: 'string', default: '5' },
    formats: { type: 'string', default: '.mha,.nii.gz,.nii,.nrrd' },
    scratch: { type: 'string', default: join(os.tmpdir(), 'autopet-bench') },
  },
});
const checkouts = {
  other: resolve(positionals[0]),
  this: fileURLToPath(new URL('..', import.meta.url)),
};
const study = await paintStudy(join(values.scratch, 'study-326'), 326);

for (const ending of values.formats.split(',')) {
  const images = await Promise.all([study.pet, study.ct].map((path) => as(ending, path)));
  const runs = { other: [], this: [] };
  for (let i = 0; i < Number(values.repeats); i++) {
    for (const [name, folder] of Object.entries(checkouts)) {
      runs[name].push(await read(folder, images));
    }
  }
  for (const [name, found] of Object.entries(runs)) {
    const median = (key) => found.map((run) => run[key]).sort((a, b) => a - b)[found.length >> 1];
    const all = found.map(({ wall }) => wall.toFixed(1)).join(' ');
    console.log(
      `${ending} ${name}: ${median('wall').toFixed(2)} s (${all}), ${median('cpu').toFixed(2)} CPU s, ${Math.round(median('rssMb'))} MB, load ${os.loadavg()[0].toFixed(0)}`,
    );
  }
}

/** The image in another format, made once. */
async function as(ending, path) {
  const target = path.replace(/\.mha$/, ending);
  if (existsSync(target)) return target;
  if (ending !== '.nii') await writeVolume(target, await readVolume(path));
  else writeFileSync(target, gunzipSync(readFileSync(await as('.nii.gz', path))));
  return target;
}

/** In a process of its own, started anew. */
async function read(checkout, images) {
  const module = ['image/read/read-volume.js', 'image/read-volume.js']
    .map((path) => join(checkout, 'dist', path))
    .find((path) => existsSync(path));
  const { stdout } = await execute('node', [itself, module, ...images]);
  return JSON.parse(stdout);
}

async function readOnce(module, images) {
  const { readVolume } = await import(pathToFileURL(module).href);
  const start = performance.now();
  await Promise.all(images.map((path) => readVolume(path)));
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, rssMb: maxRSS / 1024 }));
  process.exit();
}
