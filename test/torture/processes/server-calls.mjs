// Ways to call the container's server, and what must come of each.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeStudy } from '../images/make-study.mjs';
import { kit, kitStudy } from '../images/subjects.mjs';
import { mutateJson } from '../models/mutate-json.mjs';
import { writeFiles } from '../sandbox.mjs';
import { meantBy } from './meant-by.mjs';
import { maskAt, maskFaults } from './outputs.mjs';
import { filesIn } from './scenarios.mjs';

const truth = kitStudy();
const place = 'images/automated-petct-lesion-segmentation';

/**
 * Asks over a connection of its own: one that is kept may be closed by the server just when it is used again.
 *
 * @returns status and JSON body
 */
export function ask({ port }, method, path, body) {
  const signal = AbortSignal.timeout(60_000);
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method, path, signal, agent: false });
    asked.on('error', reject).on('response', (response) => {
      json(response).then((told) => resolve({ status: response.statusCode, body: told }), reject);
    });
    asked.end(body);
  });
}

/** Each gives what came of it and the findings. */
export const calls = [
  ['a study', study],
  ['a study', study],
  ['a study', study],
  ['a study with much of a body', (random, c) => study(random, c, random.bytes(200_000))],
  ['inputs.json', inputsJson],
  ['no study', nothing],
  ['two at once', twoAtOnce],
  ['a connection that is cut', cutOff],
  ['what is not asked for', otherPaths],
  ['noise', noise],
];

async function study(random, c, body) {
  const made = makeStudy(random, { bait: c.bait, subject: 'kit', keepsGrid: true });
  for (const role of ['pet', 'ct']) {
    // Another file beside the image is none of the job's.
    writeFiles(join(c.input, 'images', role), made[role].files);
  }
  const changed = made.pet.how === 'as it is' ? made.ct : made.pet;
  const found = await invoke(c, body);
  const kind = `${changed.format}, ${changed.claim}, ${changed.how}`;
  const isReadable = changed.claim !== 'refuse' && changed.truth?.why === undefined;
  if (found.status !== 201) {
    const findings = refused(found, c, kind);
    if (isReadable && changed.claim !== 'either') {
      const meant = await meantBy(made, c.folder, c.segmenter, { acceptInput: true });
      if (meant.refused === undefined)
        findings.push({ kind: 'needless-refusal', what: `${kind}: ${found.body.message}` });
    }
    return { outcome: 'refused', message: `${kind}: ${found.body.message}`, findings };
  }
  if (!isReadable)
    return {
      outcome: 'done',
      findings: [{ kind: 'silent-wrong', what: `${kind}: a mask of what no reader may take` }],
    };
  const meant = await meantBy(made, c.folder, c.segmenter, { acceptInput: true });
  if (meant.refused !== undefined)
    return {
      outcome: 'done',
      findings: [{ kind: 'silent-wrong', what: `${kind}: ${meant.refused}` }],
    };
  const [mask] = found.body.files;
  return {
    outcome: 'done',
    findings: maskFaults(maskAt(mask), made.pet.truth, meant.voxels, 0.11),
  };
}

function invoke({ server }, body) {
  return ask(server, 'POST', '/invoke', body);
}

function refused({ status, body }, { out }, kind) {
  const findings = [];
  if (status !== 500 || ![2, 3, 4].includes(body.exit_code))
    findings.push({ kind: 'crash', what: `${kind}: ${status} ${JSON.stringify(body)}` });
  const { shown, hidden } = filesIn(out);
  const left = [...shown.filter((name) => /\./.test(name)), ...hidden];
  if (left.length > 0)
    findings.push({ kind: 'partial', what: `left in the output folder: ${left}` });
  return findings;
}

function kitInput({ input }) {
  for (const role of ['pet', 'ct']) {
    mkdirSync(join(input, 'images', role), { recursive: true });
    copyFileSync(join(kit, `${role}.mha`), join(input, 'images', role, 'image.mha'));
  }
}

const asExpected = ({ out }) =>
  maskFaults(maskAt(join(out, place, 'image.mha')), truth.pet, truth.mask.voxels);

async function inputsJson(random, c) {
  kitInput(c);
  const list = ['ct', 'pet'].map((slug) => ({
    interface: { slug, super_kind: 'Image', relative_path: `images/${slug}` },
  }));
  const { bytes, how } = mutateJson(JSON.stringify(list, null, 2), random);
  writeFileSync(join(c.input, 'inputs.json'), bytes);
  const found = await invoke(c);
  if (found.status !== 201)
    return { outcome: 'refused', message: how, findings: refused(found, c, how) };
  const [mask] = found.body.files;
  return { outcome: 'done', findings: maskFaults(maskAt(mask), truth.pet, null) };
}

async function nothing(_random, c) {
  const found = await invoke(c);
  return {
    outcome: 'refused',
    findings:
      found.status === 201
        ? [{ kind: 'silent-wrong', what: 'a mask of nothing' }]
        : refused(found, c, 'no study'),
  };
}

async function twoAtOnce(_random, c) {
  kitInput(c);
  const found = await Promise.all([invoke(c), invoke(c)]);
  const statuses = found.map(({ status }) => status).sort();
  const findings = ['201,409', '201,201'].includes(String(statuses))
    ? asExpected(c)
    : [{ kind: 'crash', what: `two at once: ${JSON.stringify(found)}` }];
  return { outcome: 'done', findings };
}

async function cutOff(random, c) {
  kitInput(c);
  const cut = new AbortController();
  const going = fetch(`http://127.0.0.1:${c.server.port}/invoke`, {
    method: 'POST',
    signal: cut.signal,
  }).catch(() => null);
  await sleep(random.int(400));
  cut.abort();
  await going;
  // What was begun is done; then the next is taken.
  for (let i = 0; i < 300; i++) {
    const found = await invoke(c);
    if (found.status === 201) return { outcome: 'done', findings: asExpected(c) };
    if (found.status !== 409)
      return { outcome: 'refused', findings: [{ kind: 'crash', what: JSON.stringify(found) }] };
    await sleep(100);
  }
  return {
    outcome: 'refused',
    findings: [{ kind: 'hang', what: 'busy for ever after a connection was cut' }],
  };
}

async function otherPaths(random, c) {
  const [method, path, status] = random.pick([
    ['GET', '/invoke', 405],
    ['POST', '/health', 405],
    ['DELETE', '/invoke', 405],
    ['GET', '/', 404],
    ['GET', '/../../etc/passwd', 404],
    ['POST', '/invoke/x', 404],
    ['GET', `/${'x'.repeat(5000)}`, 404],
  ]);
  const found = await ask(c.server, method, path);
  const what = `${method} ${path.slice(0, 40)}: ${found.status}`;
  return { outcome: 'refused', findings: found.status === status ? [] : [{ kind: 'crash', what }] };
}

async function noise(random, c) {
  const socket = createConnection(c.server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  const text = random.pick([
    'GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /invoke HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz',
    'GET /health',
  ]);
  socket.write(random.chance(0.5) ? text : random.bytes(300));
  await sleep(20 + random.int(100));
  socket.destroy();
  return { outcome: 'refused', findings: [] };
}
