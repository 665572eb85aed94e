import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeModel } from '../../support/make-model.js';
import { makeStudy } from '../../support/make-study.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const output = join(root, 'output');
const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
let server: ChildProcess;
let port = '';

beforeAll(async () => {
  const study = makeStudy(root);
  for (const kind of ['pet', 'ct'] as const) {
    mkdirSync(join(root, 'input', 'images', kind), { recursive: true });
    copyFileSync(study[`${kind}Path`], join(root, 'input', 'images', kind, `${kind}.mha`));
  }
  mkdirSync(output);
  server = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      AUTOPET_INPUT: join(root, 'input'),
      AUTOPET_OUTPUT: output,
      AUTOPET_MODEL: await makeModel(join(root, 'model')),
      AUTOPET_API_METHOD: 'invoke',
      AUTOPET_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  server.stdout!.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  while (port === '') {
    await new Promise((resolve) => setTimeout(resolve, 20));
    port = /listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? '';
  }
});
afterAll(() => server.kill('SIGKILL'));

const status = async (method: string, path: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;

async function untilHealthIs(expected: number): Promise<void> {
  while ((await status('GET', '/health')) !== expected) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const masks = (): string[] =>
  readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) => /mha$/.test(name));

test('it outlives the process with the model, and ends when it is told to', async () => {
  await untilHealthIs(200);
  expect(await status('POST', '/invoke')).toBe(201);
  expect(masks()).toHaveLength(1);
  const { pid } = server;
  const work = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  process.kill(work, 'SIGKILL');
  await untilHealthIs(503);
  await untilHealthIs(200);
  expect(await status('POST', '/invoke')).toBe(201);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  expect(await ended).toBe(143);
});
