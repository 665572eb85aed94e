import { InterruptedError, ModelError } from '../../src/errors.js';
import { type Engine, openEngine } from '../../src/runtime/engine.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { openSessionPool } from '../../src/runtime/session-pool.js';
import { recordLog } from '../support/record-log.js';
import { tinyNetwork } from '../support/tiny-network.js';
import { fakePool } from './support/fake-pool.js';

const onCpu = { device: 'cpu', precision: 'auto' } as const;
const asIs = { mirrorAxes: [], difference: false };
const tile = () => new Float32Array(2);
const load = (engine: Engine, path = 'a', threads = 4, sessions = 2) =>
  engine.load({ path, network: async () => path }, onCpu, { threads, sessions }, recordLog().log);

/** A promise and what settles it. */
function gate() {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

describe('the life of an engine', () => {
  test('open: there is no network to run', async () => {
    const engine = openEngine(fakePool());
    expect(engine.state).toBe('open');
    await expect(engine.run(tile(), asIs)).rejects.toThrow('no network is loaded');
    expect(engine.state).toBe('open');
  });

  test('open, loading, ready, loading, ready', async () => {
    const pool = fakePool();
    const engine = openEngine(pool);
    for (const path of ['a', 'b']) {
      const { promise, open } = gate();
      pool.held = promise;
      const loading = load(engine, path);
      expect(engine.state).toBe('loading');
      await expect(engine.run(tile(), asIs)).rejects.toThrow('no network is loaded');
      await expect(load(engine, 'c')).rejects.toThrow('another network is being loaded');
      open();
      await loading;
      expect(engine.state).toBe('ready');
      expect(await engine.run(tile(), asIs)).toHaveLength(2);
    }
    expect(pool.loads).toEqual(['a on cpu: 2 of 2', 'b on cpu: 2 of 2']);
  });

  test('ready: the same network is not loaded again, another one or another share is', async () => {
    const pool = fakePool();
    const engine = openEngine(pool);
    await load(engine, 'a', 4, 2);
    expect((await load(engine, 'a', 4, 2)).sessions).toBe(2);
    await load(engine, 'a', 4, 1);
    await load(engine, 'a', 2, 1);
    await load(engine, 'b', 2, 1);
    await load(engine, 'b', 2, 1);
    expect(pool.loads.map((line) => line.replace(' on cpu', ''))).toEqual([
      ...['a: 2 of 2', 'a: 1 of 4', 'a: 1 of 2', 'b: 1 of 2'],
    ]);
  });

  test('ready: the same network in another precision is loaded', async () => {
    const pool = fakePool();
    const engine = openEngine(pool);
    const file = { path: 'a', network: async () => 'a' };
    const share = { threads: 1, sessions: 1 };
    for (const precision of ['auto', 'float16', 'float16', 'float32'] as const) {
      await engine.load(file, { device: 'cpu', precision }, share, recordLog().log);
    }
    expect(pool.loads).toHaveLength(3);
  });

  test('failed: a network that is refused leaves none, not even the one before', async () => {
    let isRefused = false;
    const pool = fakePool(() => {
      if (isRefused) throw new EngineError('invalid graph');
    });
    const engine = openEngine(pool);
    await load(engine, 'a');
    isRefused = true;
    await expect(load(engine, 'b')).rejects.toThrow(ModelError);
    expect(engine.state).toBe('failed');
    await expect(engine.run(tile(), asIs)).rejects.toThrow('no network is loaded');
    isRefused = false;
    await load(engine, 'a');
    expect(engine.state).toBe('ready');
    expect(pool.loads).toHaveLength(3);
  });

  test('failed: weights that cannot be read', async () => {
    const engine = openEngine(fakePool());
    const unreadable = new ModelError('no weights');
    const file = { path: 'a', network: () => Promise.reject(unreadable) };
    const share = { threads: 1, sessions: 1 };
    await expect(engine.load(file, onCpu, share, recordLog().log)).rejects.toBe(unreadable);
    expect(engine.state).toBe('failed');
  });

  test('failed: when a thread has died no tile is run before the network is loaded anew', async () => {
    const pool = fakePool();
    const engine = openEngine(pool);
    await load(engine);
    const full = new EngineError('JS heap out of memory');
    pool.death = full;
    expect(engine.state).toBe('failed');
    await expect(engine.run(tile(), asIs)).rejects.toBe(full);
    await load(engine);
    expect(engine.state).toBe('ready');
    expect(pool.loads).toHaveLength(2);
  });

  test('closed: every call is refused, and it stays so', async () => {
    for (const before of ['open', 'ready', 'failed']) {
      const pool = fakePool();
      const engine = openEngine(pool);
      if (before !== 'open') await load(engine);
      if (before === 'failed') pool.death = new EngineError('gone');
      expect(engine.state).toBe(before);
      await engine.close();
      await engine.close();
      await expect(load(engine)).rejects.toThrow(InterruptedError);
      await expect(engine.run(tile(), asIs)).rejects.toThrow(
        'The engine that runs the network has been closed. Open another one',
      );
      expect(engine.state).toBe('closed');
      expect(pool.loads).toHaveLength(before === 'open' ? 0 : 1);
    }
  });

  test.each(['loads', 'is refused'])('closed, while a network is loaded that %s', async (end) => {
    const { promise, open } = gate();
    const pool = fakePool(() => {
      if (end === 'is refused') throw new EngineError('no');
    });
    pool.held = promise;
    const engine = openEngine(pool);
    const loading = load(engine);
    await engine.close();
    open();
    await expect(loading).rejects.toThrow(InterruptedError);
    expect(engine.state).toBe('closed');
  });
});

describe('a network that is loaded ahead', () => {
  const share = { threads: 4, sessions: 2 };
  const file = (path: string) => ({ path, network: async () => path });

  /** An engine with network `a`, a second pool, and which of both were closed. */
  async function ready(refuse?: Parameters<typeof fakePool>[0]) {
    const closed: string[] = [];
    const pool = (name: string, ...given: Parameters<typeof fakePool>) =>
      Object.assign(fakePool(...given), { close: async () => void closed.push(name) });
    const [first, second] = [pool('first'), pool('second', refuse)];
    const engine = openEngine(first, () => second);
    await load(engine, 'a');
    return { engine, first, second, closed };
  }

  test('takes the place of the one before when it is asked for, without being loaded again', async () => {
    const { engine, first, second, closed } = await ready();
    engine.loadAhead(file('b'), onCpu, share);
    expect(engine.state).toBe('ready');
    expect((await load(engine, 'b')).sessions).toBe(2);
    expect([first.loads, second.loads]).toEqual([['a on cpu: 2 of 2'], ['b on cpu: 2 of 2']]);
    expect(closed).toEqual(['first']);
    first.death = new EngineError('of no account any more');
    expect(await engine.run(tile(), asIs)).toHaveLength(2);
    await engine.close();
    expect(closed).toEqual(['first', 'second']);
  });

  test.each([
    ['another network', 'c', 4],
    ['another share of the processors', 'b', 2],
  ])('is let go where %s is asked for', async (_what, path, threads) => {
    const { engine, first, closed } = await ready();
    engine.loadAhead(file('b'), onCpu, share);
    await load(engine, path, threads);
    expect(first.loads).toHaveLength(2);
    expect(closed).toEqual(['second']);
  });

  test.each([
    ['fails', () => 'invalid graph'],
    ['finds no memory for as many sessions', (sessions: number) => sessions > 1 && 'out of memory'],
  ])('is loaded again where it %s', async (_what, why) => {
    const { engine, first, closed } = await ready(({ sessions = 1 }) => {
      const words = why(sessions);
      if (words) throw new EngineError(words);
    });
    engine.loadAhead(file('b'), onCpu, share);
    expect((await load(engine, 'b')).sessions).toBe(2);
    expect(first.loads).toEqual(['a on cpu: 2 of 2', 'b on cpu: 2 of 2']);
    expect(closed).toEqual(['second']);
  });

  test('ends with the engine, waited for or not, and is not begun without a network', async () => {
    for (const isWaitedFor of [false, true]) {
      const { engine, second, closed } = await ready();
      const { promise, open } = gate();
      second.held = promise;
      engine.loadAhead(file('b'), onCpu, share);
      const loading = isWaitedFor ? load(engine, 'b') : null;
      await engine.close();
      expect(closed).toEqual(expect.arrayContaining(['first', 'second']));
      open();
      await (loading && expect(loading).rejects.toThrow(InterruptedError));
      engine.loadAhead(file('c'), onCpu, share);
      expect(second.loads).toEqual(['b on cpu: 2 of 2']);
    }
  });
});

describe('an engine on onnxruntime', () => {
  const patchSize = [2, 2, 3];
  const log = recordLog().log;
  const share = { threads: 2, sessions: 2 };
  const file = (path: string, network: Uint8Array) => ({ path, network: async () => network });
  const times = (factor: number) => tinyNetwork({ weights: [[factor, 0]], bias: [0], patchSize });
  const ones = () => new Float32Array(24).fill(1);

  test('is of use after a later fold whose network is no network', async () => {
    const engine = openEngine();
    const first = file('a', await times(2));
    await engine.load(first, onCpu, share, log);
    const broken = engine.load(file('b', Uint8Array.of(1, 2, 3)), onCpu, share, log);
    await expect(broken).rejects.toThrow(/onnxruntime refuses the network/);
    await engine.load(first, onCpu, share, log);
    expect((await engine.run(ones(), asIs))[0]).toBe(2);
    await engine.close();
  });

  test('runs a network that was loaded ahead, while the one before it was running', async () => {
    const engine = openEngine();
    await engine.load(file('a', await times(2)), onCpu, share, log);
    const next = file('b', await times(5));
    engine.loadAhead(next, onCpu, share);
    expect((await engine.run(ones(), asIs))[0]).toBe(2);
    await engine.load(next, onCpu, share, log);
    expect((await engine.run(ones(), asIs))[0]).toBe(5);
    await engine.close();
  });

  test('closes after a tile was sent twice, which is an error and no call without an answer', async () => {
    for (const sessions of [1, 2]) {
      const engine = openEngine(openSessionPool());
      await engine.load(file('a', await times(3)), onCpu, { threads: 2, sessions }, log);
      const sent = ones();
      const [answer, again] = await Promise.allSettled([
        engine.run(sent, asIs),
        engine.run(sent, asIs),
      ]);
      expect(answer).toMatchObject({ status: 'fulfilled' });
      expect(again).toEqual({ status: 'rejected', reason: expect.any(TypeError) });
      expect((await engine.run(ones(), asIs))[0]).toBe(3);
      await engine.close();
    }
  });
});
