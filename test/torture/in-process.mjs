// Runs mutated inputs one after the other in this one process, and tells its parent of each. Started by
// in-process-part.mjs.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadModel } from '../../dist/nnunet/model/load-model.js';
import { checkStudy } from './images/check-study.mjs';
import { makeStudy } from './images/make-study.mjs';
import { checkList } from './lists/check-list.mjs';
import { checkSidecar } from './lists/check-sidecar.mjs';
import { checkModel } from './models/check-model.mjs';
import { randomOf } from './random.mjs';
import { emptyFolder } from './sandbox.mjs';

const { seed, from, to, root, bait } = JSON.parse(process.argv[2]);
const kits = fileURLToPath(new URL('../parity/kits/', import.meta.url));
const model = await loadModel(join(kits, 'no-resampling', 'model'));

// Nobody looks at what a case comes to without the parent.
process.once('disconnect', () => process.exit());
for (let i = from; i < to; i++) {
  process.send({ begun: i });
  const result = await run(i);
  process.send({ done: i, result, rss: i % 100 === 99 ? await memoryAtRest() : null });
}
process.disconnect();

/** Bytes that stay when nothing is under way: threads with ITK, of 30 MB each, end after 2 s without an image. */
async function memoryAtRest() {
  await sleep(2500);
  globalThis.gc();
  return process.memoryUsage.rss();
}

async function run(i) {
  const random = randomOf(seed, 'in-process', i);
  const folder = emptyFolder(join(root, 'case'));
  const share = random.next();
  if (share < 0.75) return image(random, folder);
  if (share < 0.92) return { part: 'model', ...(await checkModel(random, folder)) };
  if (share < 0.98) return { part: 'list', ...(await checkList(random, folder)) };
  return { part: 'sidecar', ...(await checkSidecar(random, folder)) };
}

async function image(random, folder) {
  const study = {
    ...makeStudy(random, { bait }),
    isLinked: random.chance(0.05),
    isWrittenPlainlyToo: random.chance(0.3),
  };
  const { pet, ct } = study;
  const changed = pet.how === 'as it is' ? ct : pet;
  const kind = `${changed.format}, ${changed.claim}, ${changed.how.replace(/ at \d+/, '')}`;
  const { outcome, message, findings, verdict } = await checkStudy(study, folder, model);
  const isReadable = changed.truth?.why === undefined && changed.claim === 'either';
  return { part: 'image', kind, outcome, message, verdict, findings, isReadable };
}
