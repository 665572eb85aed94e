import { InterruptedError } from '../../src/errors.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import type { InferenceThread } from '../../src/runtime/inference-thread.js';
import { openSessionPool, type SessionPool } from '../../src/runtime/session-pool.js';
import { tinyNetwork } from '../support/tiny-network.js';

const patchSize = [2, 2, 3];
const cpu = { device: 'cpu', threads: 1 } as const;
let pool: SessionPool;

beforeAll(() => {
  pool = openSessionPool();
});
afterAll(() => pool.close());

const ramp = (): Float32Array<ArrayBuffer> => Float32Array.from({ length: 24 }, (_, i) => i);

test('a tile comes back as logits, and shapes are told', async () => {
  const network = await tinyNetwork({
    weights: [
      [1, 10],
      [0, -1],
    ],
    bias: [0.5, 0],
    patchSize,
  });
  const shape = await pool.load(network, cpu);
  expect(shape).toEqual({ input: [1, 2, 2, 2, 3], output: [1, 2, 2, 2, 3] });
  const logits = await pool.run(ramp(), { mirrorAxes: [], difference: false });
  const expected = [
    ...Array.from({ length: 12 }, (_, i) => i + 10 * (i + 12) + 0.5),
    ...Array.from({ length: 12 }, (_, i) => -(i + 12)),
  ];
  expect([...logits]).toEqual(expected);
});

test('with the difference only second minus first channel comes back', async () => {
  const network = await tinyNetwork({
    weights: [
      [1, 0],
      [3, 1],
    ],
    bias: [1, 0],
    patchSize,
  });
  await pool.load(network, cpu);
  const logits = await pool.run(ramp(), { mirrorAxes: [], difference: true });
  expect([...logits]).toEqual(Array.from({ length: 12 }, (_, i) => 2 * i + (i + 12) - 1));
});

test('the class of each voxel of a second output comes behind the logits, where it is asked for', async () => {
  const network = await tinyNetwork({
    ...{ weights: [[1, 0]], bias: [0], patchSize: [2, 2, 4] },
    organs: {
      weights: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      bias: [4.5, 0, -20],
    },
  });
  const tile = () => Float32Array.from({ length: 32 }, (_, i) => i);
  const shape = await pool.load(network, cpu);
  expect(shape).toEqual({
    ...{ input: [1, 2, 2, 2, 4], output: [1, 1, 2, 2, 4], organs: [1, 3, 1, 1, 2] },
  });
  const asked = await pool.run(tile(), { mirrorAxes: [], difference: false, organs: true });
  // Means of the first channel are 6.5 and 8.5, of the second 22.5 and 24.5, of which 20 are taken: 2.5 and 4.5.
  expect([...asked]).toEqual([...Array.from({ length: 16 }, (_, i) => i), 1, 1]);
  const logits = await pool.run(tile(), { mirrorAxes: [], difference: false });
  expect(logits).toHaveLength(16);
});

test('a pointwise network is blind to mirroring, so mirrored runs come back unmirrored', async () => {
  await pool.load(await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize }), cpu);
  for (const mirrorAxes of [[0], [1], [2], [0, 2], [0, 1, 2]]) {
    const logits = await pool.run(ramp(), { mirrorAxes, difference: false });
    expect([...logits]).toEqual(Array.from({ length: 12 }, (_, i) => i));
  }
});

test('runs queued ahead are answered in order', async () => {
  await pool.load(await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize }), cpu);
  const tiles = [1, 2, 3].map((value) => new Float32Array(24).fill(value));
  const runs = tiles.map((tile) => pool.run(tile, { mirrorAxes: [], difference: false }));
  const logits = await Promise.all(runs);
  expect(logits.map((values) => values[0])).toEqual([1, 2, 3]);
});

test('what is no network is an EngineError', async () => {
  await expect(pool.load(Uint8Array.of(1, 2, 3), cpu)).rejects.toBeInstanceOf(EngineError);
});

describe('sessions side by side', () => {
  const asIs = { mirrorAxes: [], difference: false };
  const filled = (value: number) => new Float32Array(24).fill(value);
  const double = () => tinyNetwork({ weights: [[2, 0]], bias: [0], patchSize });
  const side: SessionPool[] = [];
  const open = (): SessionPool => {
    const opened = openSessionPool();
    side.push(opened);
    return opened;
  };
  afterEach(async () => {
    for (const opened of side.splice(0)) await opened.close();
  });

  test('each tile gets its own answer', async () => {
    const pair = open();
    await pair.load(await double(), { ...cpu, sessions: 2 });
    const tiles = [1, 2, 3, 4, 5].map(filled);
    const logits = await Promise.all(tiles.map((tile) => pair.run(tile, asIs)));
    expect(logits.map((values) => values[0])).toEqual([2, 4, 6, 8, 10]);
  });

  test('all of them change to the next network, after the tiles sent before', async () => {
    const pair = open();
    const triple = await tinyNetwork({ weights: [[3, 0]], bias: [0], patchSize });
    const answers: Promise<Float32Array>[] = [];
    for (const [network, sessions] of [
      [await double(), 3],
      [triple, 2],
      [await double(), 1],
      [triple, 3],
    ] as const) {
      await pair.load(network, { ...cpu, sessions });
      answers.push(...[1, 1, 1].map((value) => pair.run(filled(value), asIs)));
    }
    const logits = (await Promise.all(answers)).map((values) => values[0]);
    expect(logits).toEqual([2, 2, 2, 3, 3, 3, 2, 2, 2, 3, 3, 3]);
  });

  test('what they refuse is one EngineError, and the pool is of use afterwards', async () => {
    const pair = open();
    const options = { ...cpu, sessions: 2 };
    await expect(pair.load(Uint8Array.of(1, 2, 3), options)).rejects.toThrow(EngineError);
    await pair.load(await double(), options);
    const short = new Float32Array(5);
    const runs = [filled(1), short, filled(2), filled(3)].map((tile) => pair.run(tile, asIs));
    const settled = await Promise.allSettled(runs);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  test('closing refuses the tiles under way, those that no session has begun, and all to come', async () => {
    const pair = open();
    await pair.load(await double(), { ...cpu, sessions: 2 });
    const runs = [1, 2, 3, 4, 5].map((value) => pair.run(filled(value), asIs));
    const settled = Promise.allSettled(runs);
    await pair.close();
    for (const run of await settled) {
      expect(run).toEqual({ status: 'rejected', reason: expect.any(InterruptedError) });
    }
    await expect(pair.run(filled(1), asIs)).rejects.toThrow(InterruptedError);
    await expect(pair.load(await double(), { ...cpu, sessions: 4 })).rejects.toThrow(
      InterruptedError,
    );
  });
});

test('a pool without a network refuses tiles', async () => {
  const empty = openSessionPool();
  await expect(empty.run(ramp(), { mirrorAxes: [], difference: false })).rejects.toThrow(
    'no network is loaded',
  );
  await empty.close();
});

describe('threads', () => {
  const asIs = { mirrorAxes: [], difference: false };
  const tile = () => new Float32Array(1);

  /** A pool of threads that do nothing, with a list of what befalls them. */
  function scene() {
    const events: string[] = [];
    const deaths: Record<string, Error | null> = {};
    let opened = 0;
    const openThread = (): InferenceThread => {
      const name = `thread ${++opened}`;
      deaths[name] = null;
      events.push(`${name} opens`);
      return {
        load: async (network) => {
          events.push(`${name} loads ${network}`);
          return { input: [1, 1], output: [1, 1] };
        },
        run: async (sent) => {
          if (deaths[name]) throw deaths[name];
          return sent;
        },
        get death() {
          return deaths[name] ?? null;
        },
        close: async () => {
          events.push(`${name} ends`);
        },
      };
    };
    return { events, deaths, pool: openSessionPool(openThread) };
  }

  test('come with the first network, are kept for the next, and go when they are too many', async () => {
    const { events, pool } = scene();
    expect(events).toEqual([]);
    await pool.load('a', { ...cpu, sessions: 2 });
    await pool.load('b', { ...cpu, sessions: 1 });
    await pool.close();
    expect(events).toEqual([
      ...['thread 1 opens', 'thread 2 opens', 'thread 1 loads a', 'thread 2 loads a'],
      ...['thread 2 ends', 'thread 1 loads b', 'thread 1 ends'],
    ]);
  });

  test('that have died are told of, and never used again', async () => {
    const { events, deaths, pool } = scene();
    await pool.load('a', { ...cpu, sessions: 2 });
    expect(pool.death).toBeNull();
    const full = new EngineError('JS heap out of memory');
    deaths['thread 1'] = full;
    expect(pool.death).toBe(full);
    await expect(pool.run(tile(), asIs)).rejects.toBe(full);
    events.length = 0;
    await pool.load('a', { ...cpu, sessions: 2 });
    expect(pool.death).toBeNull();
    expect(events).toEqual([
      ...['thread 1 ends', 'thread 3 opens', 'thread 2 loads a', 'thread 3 loads a'],
    ]);
    expect(await pool.run(tile(), asIs)).toHaveLength(1);
  });

  test('are not opened by a pool that was closed in the meantime', async () => {
    const { events, pool } = scene();
    const loading = pool.load('a', cpu);
    await pool.close();
    await expect(loading).rejects.toThrow(InterruptedError);
    expect(events).toEqual([]);
  });
});
