// A hundred studies on one segmenter: memory stays flat, and closing gives back every thread and handle.
// Every tenth study fails, every tenth is given up in the middle, as both may leave something behind.
//
//   npm run build && node --expose-gc test/leak/leak.mjs [STUDIES]
//
// Not part of `npm test`: .ci/run runs it.
import { pbkdf2 } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openSegmenter } from '../../dist/index.js';

const studies = Number(process.argv[2] ?? 100);
/** Until caches are filled and the allocator has its arenas. */
const warmUp = Math.round(0.3 * studies);
const growthAllowed = 0.05;

const kit = fileURLToPath(new URL('../parity/kits/plain/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'autopet-leak-'));
const study = {
  pet: join(kit, 'pet.mha'),
  ct: join(kit, 'ct.mha'),
  output: join(folder, 'm.mha'),
  tta: 'full',
};
const log = { info: () => undefined, warn: () => undefined };
const failures = [];

// Node starts its pool's threads with the first work for them, onnxruntime one that lives as long as the process.
await Promise.all(Array.from({ length: 4 }, () => promisify(pbkdf2)('a', 'b', 1000, 8, 'sha256')));
const open = () => openSegmenter({ model: join(kit, 'model'), device: 'cpu', log });
await (await open()).close();
const before = held();
const memory = [];
const segmenter = await open();
for (let i = 0; i < studies; i++) {
  const outcome = await segmentOne(i);
  const expected = i % 10 === 3 ? 'failed' : i % 10 === 7 ? 'given up' : 'done';
  if (outcome !== expected) failures.push(`study ${i} was ${outcome}, expected: ${expected}`);
  globalThis.gc();
  memory.push(process.memoryUsage.rss() / 2 ** 20);
}
await segmenter.close();
rmSync(folder, { recursive: true });

const tenth = Math.round(studies / 10);
const early = median(memory.slice(warmUp, warmUp + tenth));
const late = median(memory.slice(-tenth));
const growth = late / early - 1;
console.log(
  `RSS after ${warmUp} studies ${early.toFixed(0)} MiB, at the end ${late.toFixed(0)} MiB`,
);
if (Math.abs(growth) > growthAllowed) {
  failures.push(
    `RSS grew by ${(100 * growth).toFixed(1)} %, at most 5 % expected: ${memory.map(Math.round)}`,
  );
}
const after = await settled();
console.log(
  `threads ${before.threads} before, ${after.threads} after; handles ${describe(after.handles)}`,
);
if (after.threads > before.threads) failures.push(`${after.threads - before.threads} threads stay`);
if (describe(after.handles) !== describe(before.handles)) {
  failures.push(`handles were ${describe(before.handles)}, are ${describe(after.handles)}`);
}
for (const failure of failures) console.error(`leak: FAILED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function segmentOne(i) {
  const control = new AbortController();
  const given = { ...study, signal: control.signal };
  if (i % 10 === 3) given.ct = join(folder, 'missing.mha');
  if (i % 10 === 7) given.onProgress = () => control.abort();
  try {
    await segmenter.segment(given);
    return 'done';
  } catch (error) {
    return control.signal.aborted
      ? 'given up'
      : /missing\.mha/.test(error.message)
        ? 'failed'
        : error;
  }
}

/** What the process holds; /proc is Linux's. */
function held() {
  const threads = readdirSync('/proc/self/task').length;
  return { threads, handles: process.getActiveResourcesInfo().sort() };
}

/** Threads that were told to end take a moment. */
async function settled() {
  for (let i = 0; i < 50; i++) {
    const now = held();
    if (now.threads <= before.threads && describe(now.handles) === describe(before.handles)) break;
    await sleep(100);
  }
  // The timer of the wait is no more.
  return held();
}

function describe(handles) {
  return handles.length === 0 ? 'none' : handles.join(', ');
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
