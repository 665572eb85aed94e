// The part that calls the container's server, in every way that it may and may not be called.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSegmenter } from '../../dist/index.js';
import { kit } from './images/subjects.mjs';
import { killGroup, startProgram } from './processes/run-program.mjs';
import { ask, calls } from './processes/server-calls.mjs';
import { randomOf } from './random.mjs';
import { emptyFolder } from './sandbox.mjs';

/** As inProcessPart. */
export async function serverPart({ seed, sandbox, spying }, { first = 0, count, until }, record) {
  const folder = emptyFolder(join(sandbox.root, 'server'));
  const paths = { folder, input: join(folder, 'input'), out: join(folder, 'output') };
  const segmenter = await openSegmenter({ model: join(kit, 'model'), device: 'cpu', threads: 1 });
  const server = await startServer(paths, spying({ writable: [folder] }));
  const memory = [];
  let i = first;
  for (; i < first + count && Date.now() < until; i++) {
    const random = randomOf(seed, 'server', i);
    const [kind, call] = random.pick(calls);
    emptyFolder(paths.input);
    const { outcome, findings, message } = await call(random, {
      ...paths,
      server,
      segmenter,
      bait: sandbox.bait,
    }).catch((error) => ({
      outcome: 'no answer',
      findings: [{ kind: 'no-answer', what: String(error) }],
    }));
    if (!(await isAlive(server))) {
      record({
        index: i,
        kind,
        outcome: 'dead',
        findings: [
          { kind: 'crash', what: `the server is gone: ${server.said.stderr.slice(-600)}` },
        ],
      });
      break;
    }
    if (i % 10 === 9) {
      // Threads with ITK end after 2 s without an image.
      await sleep(2500);
      memory.push(memoryOf(server.child.pid));
    }
    record({ index: i, kind, outcome, message, findings });
  }
  server.child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(server.child.pid), 20_000);
  const ended = await server.ended;
  clearTimeout(timer);
  await segmenter.close();
  const findings = [];
  if (ended.code !== 143 && ended.signal !== 'SIGTERM')
    findings.push({ kind: 'wrong-end', what: `SIGTERM: ${ended.signal ?? ended.code}` });
  if (ended.isLeft)
    findings.push({ kind: 'left-running', what: 'a process of the server goes on' });
  record({ index: i, kind: 'the end', outcome: 'ended', findings });
  return { run: i - first, memory };
}

async function startServer({ input, out }, env) {
  const port = 20_000 + (process.pid % 20_000);
  mkdirSync(out, { recursive: true });
  const more = {
    AUTOPET_INPUT: input,
    AUTOPET_OUTPUT: out,
    AUTOPET_MODEL: join(kit, 'model'),
    AUTOPET_API_METHOD: 'invoke',
    AUTOPET_PORT: String(port),
  };
  const server = { ...startProgram('container', [], { env: { ...env, ...more } }), port };
  for (let i = 0; i < 600; i++) {
    const found = await ask(server, 'GET', '/health').catch(() => null);
    if (found?.status === 200) return server;
    await sleep(100);
  }
  throw new Error(`The server does not become ready: ${server.said.stderr}`);
}

async function isAlive(server) {
  const found = await ask(server, 'GET', '/health').catch(() => null);
  return found?.status === 200;
}

/** Bytes of memory of the processes of a server; 0 where the system does not tell. */
function memoryOf(pid) {
  if (!existsSync(`/proc/${pid}/statm`)) return 0;
  const own = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return children.reduce((sum, child) => sum + memoryOf(child), own);
}
