// How soon the page of a study of the challenge's size shows something, and how soon it is whole, in a headless Chromium without a GPU:
//
//   npm run build && node bench/page.mjs FOLDER [--runs 5] [--page FILE.html]
//
// FOLDER keeps the painted study (400 x 400 x 326) and its page; --page takes a page that is there already.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { readVolume } from '../dist/image/read/read-volume.js';
import { resampleOnto } from '../dist/image/resample-onto.js';
import { writeVolume } from '../dist/image/write/write-volume.js';
import { makePhantom } from '../dist/phantom/make-phantom.js';
import { measure } from '../dist/segment/measure/measure.js';
import { paintStudy } from './paint-study.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, page: { type: 'string' } },
});
const page = values.page ?? (await makePage(positionals[0]));
const megabytes = statSync(page).size / 1e6;
const runs = [];
for (let run = 0; run < Number(values.runs); run++) runs.push(await open(page));
const median = (of) => runs.map(of).sort((a, b) => a - b)[runs.length >> 1];
console.log(`${page}: ${megabytes.toFixed(1)} MB, ${runs.length} runs, median (s)`);
for (const name of Object.keys(runs[0])) {
  console.log(`  ${name}: ${median((run) => run[name]).toFixed(2)}`);
}

async function makePage(folder) {
  const path = join(folder, 'page.html');
  const { pet, ct } = await paintStudy(folder, 326);
  const mask = join(folder, 'truth.mha');
  if (!existsSync(mask)) {
    const { data: _, ...grid } = await readVolume(pet);
    const { truth } = makePhantom({ seed: 7 });
    const smooth = resampleOnto({ ...truth, data: Float32Array.from(truth.data) }, grid, 0).volume;
    await writeVolume(mask, {
      ...grid,
      data: Uint8Array.from(smooth.data, (v) => (v > 0.5 ? 1 : 0)),
    });
  }
  await measure({ pet, ct, mask, page: path, acceptInput: true });
  return path;
}

/** Seconds by the clock from when the page is asked for, and of the processors, of all of the browser's processes. */
async function open(file) {
  const browser = await chromium.launch({ args: ['--no-sandbox'], executablePath: browserPath() });
  const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  // The page's own clock begins when it is asked for.
  await tab.addInitScript(`new MutationObserver(() => {
    const { state } = document.body?.dataset ?? {};
    if (state) (globalThis.stateTimes ??= {})[state] ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });`);
  const before = processorSeconds();
  await tab.goto(pathToFileURL(resolve(file)).href, { waitUntil: 'commit' });
  await tab.waitForSelector('body[data-state=ready]');
  const { painted, when } = await tab.evaluate(`({
    when: stateTimes,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  })`);
  const processor = processorSeconds() - before;
  await browser.close();
  const [text, pictures, ready] = [painted, when.shown ?? when.ready, when.ready].map(
    (ms) => ms / 1000,
  );
  return { 'first text': text, 'first pictures': pictures, ready, processor };
}

function browserPath() {
  const folders = (process.env.PATH ?? '').split(':');
  return folders
    .flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome'].map((n) => join(folder, n)),
    )
    .find(existsSync);
}

/** Of all descendants of this process that are there, by /proc (Linux), in ticks of 10 ms. */
function processorSeconds(of = process.pid) {
  const children = readFileSync(`/proc/${of}/task/${of}/children`, 'utf8').trim();
  let sum = 0;
  for (const child of children === '' ? [] : children.split(' ')) {
    try {
      const fields = readFileSync(`/proc/${child}/stat`, 'utf8').split(') ')[1].split(' ');
      sum += (Number(fields[11]) + Number(fields[12])) / 100 + processorSeconds(child);
    } catch {
      // It has ended.
    }
  }
  return sum;
}
