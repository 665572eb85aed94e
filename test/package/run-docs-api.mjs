// Runs the examples of docs/api.md one after another with a package, in a folder with a small study:
//   node test/package/run-docs-api.mjs PACKAGE_ROOT
// PACKAGE_ROOT is a built checkout, or where npm has installed or unpacked the package. What an example
// prints is compared with the text below it, where `...` stands for anything. `js node>=24` runs only there.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , packageRoot] = process.argv;
if (packageRoot === undefined) throw new Error('usage: node run-docs-api.mjs PACKAGE_ROOT');
const root = resolve(packageRoot);
const document = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
const examples = examplesOf(document);
const folder = mkdtempSync(join(tmpdir(), 'autopet-api-'));
let failures = 0;
try {
  await layOut(folder);
  for (const example of examples) await check(example);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 && examples.length > 0 ? 0 : 1;

/** The `js` blocks, each under which heading, and the `text` block that follows it at once. */
function examplesOf(text) {
  const block =
    /^(#+) ([^\n]+)$|^```js(?: node>=(\d+))?\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms;
  const found = [];
  let heading = '';
  for (const [, hashes, title, node, code, printed] of text.matchAll(block)) {
    if (hashes !== undefined) heading = title;
    else found.push({ heading, node: Number(node ?? 0), code, printed: printed ?? '' });
  }
  return found;
}

async function check({ heading, node, code, printed }) {
  if (Number(process.versions.node.split('.')[0]) < node) {
    console.log(`skipped: ${heading} (it needs Node.js ${node})`);
    return;
  }
  const script = join(folder, 'example.mjs');
  writeFileSync(script, code);
  const { error, stdout, stderr } = await run(script);
  const isAsSaid = patternOf(printed).test(stdout);
  if (error === null && stderr === '' && isAsSaid) {
    console.log(`ok: ${heading}`);
    return;
  }
  failures += 1;
  console.log(`failed: ${heading}\n${code}\nexpected:\n${printed}\nprinted:\n${stdout}${stderr}`);
  if (error !== null) console.log(error.message);
}

function run(script) {
  const options = { cwd: folder, timeout: 300_000, killSignal: 'SIGKILL' };
  return new Promise((done) => {
    execFile(process.execPath, [script], options, (error, stdout, stderr) => {
      done({ error, stdout, stderr });
    });
  });
}

function patternOf(printed) {
  const parts = printed.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

/** What the examples find: `autopet`, a study, and masks of two algorithms with their references. */
async function layOut(into) {
  mkdirSync(join(into, 'node_modules'));
  symlinkSync(root, join(into, 'node_modules', 'autopet'), 'junction');
  const module = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
  const { makePhantom } = await module('phantom/make-phantom.js');
  const { writeVolume } = await module('image/write/write-volume.js');
  const { pet, ct, truth } = makePhantom({ seed: 1 });
  const write = (path, volume) => writeVolume(join(into, path), volume);
  // A slice of the body, with liver and lesions, is enough.
  await write('pet.mha', slab(pet, 0.62, 0.76));
  await write('ct.mha', slab(ct, 0.62, 0.76));
  for (const [name, from] of Object.entries({ a: 0.4, b: 0.6 })) {
    const reference = slab(truth, from, from + 0.2);
    await write(`references/${name}.mha`, reference);
    await write(`alice/masks/${name}.mha`, reference);
    await write(`bob/masks/${name}.mha`, withoutEdge(reference));
  }
}

/** The slices between two shares of a volume's length. */
function slab({ data, size, spacing, origin, direction }, from, to) {
  const [x, y, z] = size;
  const [first, end] = [Math.round(from * z), Math.round(to * z)];
  return {
    data: data.slice(first * x * y, end * x * y),
    size: [x, y, end - first],
    spacing,
    origin: origin.map((mm, axis) => mm + direction[axis * 3 + 2] * spacing[2] * first),
    direction,
  };
}

/** A mask less its last voxel in each row. */
function withoutEdge(mask) {
  const data = mask.data.map((label, i) => (mask.data[i + 1] === label ? label : 0));
  return { ...mask, data };
}
