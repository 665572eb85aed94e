import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '../../../src/container/algorithm/serve.js';
import { InputError, ModelError, ResourceError } from '../../../src/errors.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const host = '127.0.0.1';

const { error } = console;
const spoken: string[] = [];
beforeAll(() => {
  console.error = (line: string) => spoken.push(line);
});
afterAll(() => {
  console.error = error;
});

const stop = new AbortController();
afterAll(() => stop.abort());

/** A value that a test decides on when it is time. */
function later<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  return { promise, resolve, reject };
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const never = new Promise<never>(() => undefined);

async function start(open: () => Promise<() => Promise<string[]>>, close = async () => undefined) {
  const port = await freePort();
  const { log } = recordLog();
  const openAll = async () => ({ invoke: await open(), death: never, close });
  const ended = serve({ host, port }, log, openAll, stop.signal);
  ended.catch(() => undefined);
  const call = async (method: string, path: string) => {
    const response = await fetch(`http://${host}:${port}${path}`, { method });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { port, ended, call };
}

test('health is 503 while the model loads, then 200; an early call is told to wait', async () => {
  const opened = later<() => Promise<string[]>>();
  const { call } = await start(() => opened.promise);
  expect((await call('GET', '/health')).status).toBe(503);
  expect((await call('POST', '/invoke')).status).toBe(503);
  opened.resolve(async () => []);
  expect(await call('GET', '/health')).toEqual({ status: 200, body: { status: 'ready' } });
});

test('a call is answered with 201 when its mask is written; one beside it is refused', async () => {
  const study = later<string[]>();
  const { call } = await start(async () => () => study.promise);
  const first = call('POST', '/invoke');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await call('POST', '/invoke')).status).toBe(409);
  // A platform that looks whether the server lives must not have to wait for the study.
  expect((await call('GET', '/health')).status).toBe(200);
  study.resolve(['/output/mask.mha']);
  expect(await first).toEqual({
    status: 201,
    body: { status: 'done', files: ['/output/mask.mha'] },
  });
});

test('a failed study: 500 with what went wrong, and the next one is taken', async () => {
  let calls = 0;
  const { call } = await start(async () => async () => {
    if (calls++ === 0) throw new InputError('There is\nno PET.');
    return [];
  });
  const message = 'autopet: There is no PET.';
  expect(await call('POST', '/invoke')).toEqual({
    status: 500,
    body: { status: 'failed', code: 'bad-input', exit_code: 2, message },
  });
  expect(spoken).toEqual([message]);
  expect((await call('POST', '/invoke')).status).toBe(201);
});

test("the last study's mask is gone when the next one fails", async () => {
  const mask = join(root, 'mask.mha');
  let calls = 0;
  const { call } = await start(async () => async () => {
    if (calls++ > 0) throw new InputError('no');
    writeFileSync(mask, '');
    return [mask];
  });
  await call('POST', '/invoke');
  expect(existsSync(mask)).toBe(true);
  await call('POST', '/invoke');
  expect(existsSync(mask)).toBe(false);
});

test.each([
  ['POST', '/health', 405],
  ['GET', '/invoke', 405],
  ['GET', '/', 404],
])('%s %s: %i', async (method, path, status) => {
  const { call } = await start(async () => async () => []);
  expect((await call(method, path)).status).toBe(status);
});

test('a model that cannot be loaded ends the server', async () => {
  const { ended } = await start(async () => {
    throw new ModelError('no weights');
  });
  await expect(ended).rejects.toThrow('no weights');
});

test('a port that is taken is an error that names it', async () => {
  const { port } = await start(async () => async () => []);
  let loads = 0;
  const open = () => {
    loads++;
    return never;
  };
  const second = serve({ host, port }, recordLog().log, open, stop.signal);
  await expect(second).rejects.toThrow(`cannot listen on ${host}:${port}`);
  expect(loads).toBe(0);
});

test('whatever ends the server closes the model, and it is not loaded again', async () => {
  const end = new AbortController();
  const death = later<Error>();
  const opened = later<void>();
  let [loads, closes] = [0, 0];
  const close = async (): Promise<void> => {
    closes++;
    death.resolve(new Error('closed'));
  };
  const open = async () => {
    loads++;
    opened.resolve();
    return { invoke: async () => [], death: death.promise, close };
  };
  const port = await freePort();
  const ended = serve({ host, port }, recordLog().log, open, end.signal);
  await opened.promise;
  end.abort();
  await ended;
  await death.promise;
  await new Promise(setImmediate);
  expect([loads, closes]).toEqual([1, 1]);
});

test('a model that dies fails its study, and is loaded again', async () => {
  const port = await freePort();
  const deaths = [later<Error>(), later<Error>()];
  const reloaded = later<void>();
  let loads = 0;
  const open = async () => {
    const { promise: death } = deaths[loads]!;
    if (loads++ > 0) await reloaded.promise;
    const dying = death.then((error): never => {
      throw error;
    });
    dying.catch(() => undefined);
    return {
      invoke: loads === 1 ? () => dying : async () => [],
      death,
      close: async () => undefined,
    };
  };
  const { log, warnings } = recordLog();
  void serve({ host, port }, log, open, stop.signal);
  const status = async (method: string, path: string) =>
    (await fetch(`http://${host}:${port}${path}`, { method })).status;
  const failed = status('POST', '/invoke');
  // The call has to be there before its model dies.
  while ((await status('POST', '/invoke')) !== 409);
  deaths[0]!.resolve(new ResourceError('Memory ran out.'));
  expect(await failed).toBe(500);
  expect(await status('GET', '/health')).toBe(503);
  expect(await status('POST', '/invoke')).toBe(503);
  reloaded.resolve();
  while ((await status('GET', '/health')) !== 200);
  expect(await status('POST', '/invoke')).toBe(201);
  expect(warnings).toEqual(['Memory ran out. The model is loaded again.']);
});

test('stopped while the model loads: the loading is told, and the server ends', async () => {
  const port = await freePort();
  const end = new AbortController();
  const [begun, told] = [later<void>(), later<void>()];
  const open = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => told.resolve());
    begun.resolve();
    return never;
  };
  const ended = serve({ host, port }, recordLog().log, open, end.signal);
  await begun.promise;
  end.abort();
  await ended;
  await told.promise;
});
