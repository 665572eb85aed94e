import { type Engine, openEngine } from '../../src/runtime/engine.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { tinyNetwork } from '../support/tiny-network.js';

const patchSize = [2, 2, 3];
const cpu = { device: 'cpu', threads: 1 } as const;
let engine: Engine;

beforeAll(() => {
  engine = openEngine();
});
afterAll(() => engine.close());

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
  const shape = await engine.load(network, cpu);
  expect(shape).toEqual({ input: [1, 2, 2, 2, 3], output: [1, 2, 2, 2, 3] });
  const logits = await engine.run(ramp(), { mirrorAxes: [], difference: false });
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
  await engine.load(network, cpu);
  const logits = await engine.run(ramp(), { mirrorAxes: [], difference: true });
  expect([...logits]).toEqual(Array.from({ length: 12 }, (_, i) => 2 * i + (i + 12) - 1));
});

test('a pointwise network is blind to mirroring, so mirrored runs come back unmirrored', async () => {
  await engine.load(await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize }), cpu);
  for (const mirrorAxes of [[0], [1], [2], [0, 2], [0, 1, 2]]) {
    const logits = await engine.run(ramp(), { mirrorAxes, difference: false });
    expect([...logits]).toEqual(Array.from({ length: 12 }, (_, i) => i));
  }
});

test('runs queued ahead are answered in order', async () => {
  await engine.load(await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize }), cpu);
  const tiles = [1, 2, 3].map((value) => new Float32Array(24).fill(value));
  const runs = tiles.map((tile) => engine.run(tile, { mirrorAxes: [], difference: false }));
  const logits = await Promise.all(runs);
  expect(logits.map((values) => values[0])).toEqual([1, 2, 3]);
});

test('what is no network is an EngineError', async () => {
  await expect(engine.load(Uint8Array.of(1, 2, 3), cpu)).rejects.toBeInstanceOf(EngineError);
});

test('closing waits for the calls under way', async () => {
  const other = openEngine();
  const network = await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize });
  const calls = [
    other.load(network, cpu),
    other.run(ramp(), { mirrorAxes: [], difference: false }),
    other.load('/nowhere.onnx', cpu),
  ];
  const settled = Promise.allSettled(calls);
  await other.close();
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
  ]);
});

describe('sessions side by side', () => {
  const asIs = { mirrorAxes: [], difference: false };
  const filled = (value: number) => new Float32Array(24).fill(value);
  const double = () => tinyNetwork({ weights: [[2, 0]], bias: [0], patchSize });
  const side: Engine[] = [];
  const open = (): Engine => {
    const opened = openEngine();
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
    const send = () => answers.push(...[1, 1, 1].map((value) => pair.run(filled(value), asIs)));
    const loads: Promise<unknown>[] = [];
    for (const [network, sessions] of [
      [await double(), 3],
      [triple, 2],
      [await double(), 1],
      [triple, 3],
    ] as const) {
      loads.push(pair.load(network, { ...cpu, sessions }));
      send();
    }
    await Promise.all(loads);
    const logits = (await Promise.all(answers)).map((values) => values[0]);
    expect(logits).toEqual([2, 2, 2, 3, 3, 3, 2, 2, 2, 3, 3, 3]);
  });

  test('what they refuse is one EngineError, and the engine is of use afterwards', async () => {
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

  test('closing waits for the tiles that no session has begun', async () => {
    const pair = openEngine();
    const load = pair.load(await double(), { ...cpu, sessions: 2 });
    const runs = [1, 2, 3, 4, 5].map((value) => pair.run(filled(value), asIs));
    const settled = Promise.allSettled([load, ...runs]);
    await pair.close();
    expect(new Set((await settled).map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    await expect(pair.load(await double(), { ...cpu, sessions: 4 })).rejects.toThrow(
      'the inference worker has ended',
    );
    await expect(pair.run(filled(1), asIs)).rejects.toThrow('the inference worker has ended');
  });
});

test.each([
  ['CUDA failure 2: out of memory', true],
  ['Failed to allocate memory for requested buffer of size 123', true],
  ['std::bad_alloc', true],
  ['Got invalid dimensions for input', false],
])('"%s" is out of memory: %s', (message, expected) => {
  expect(new EngineError(message).isOutOfMemory).toBe(expected);
});

test('after its end calls are refused, not left waiting', async () => {
  const short = openEngine();
  await short.close();
  await expect(short.run(ramp(), { mirrorAxes: [], difference: false })).rejects.toThrow(
    'the inference worker has ended',
  );
});
