import { DeviceError, InterruptedError, ModelError, ResourceError } from '../../../src/errors.js';
import { type Engine, openEngine } from '../../../src/runtime/engine.js';
import { EngineError } from '../../../src/runtime/engine-error.js';
import { openSessionPool } from '../../../src/runtime/session-pool.js';
import { predictLogits } from '../../../src/segment/predict/predict-logits.js';
import type { PredictOptions } from '../../../src/segment/predict/prediction.js';
import { fillHeap, scriptThread } from '../../runtime/support/script-thread.js';
import { constantNetwork } from './support/constant-network.js';
import { fakeEngine } from './support/fake-engine.js';
import { classes, fakeInput, fakeModel, fakeOptions } from './support/fake-study.js';
import { slowEngine } from './support/slow-engine.js';
import { toFourDecimals } from './support/to-four-decimals.js';

const patchSize = [2, 2, 2];
const networks = {
  fold_0: constantNetwork(patchSize, [0, 1]),
  fold_1: constantNetwork(patchSize, [0, 3]),
};
const model = fakeModel(patchSize, { folds: 2 });
// Two tiles without overlap.
const input = fakeInput([new Float32Array(16), new Float32Array(16)], [4, 2, 2]);

// A GPU is tried with one run; then come the tiles.
const outOfMemory = 'WebGPU: out of memory while allocating a buffer';
const broken = 'Conv: invalid argument';
const fails =
  (device: string, why: string, at: number) =>
  (on: string, run: number): string | null =>
    on === device && run === at ? why : null;

/** An engine, and how many sessions each load has asked for. */
function engineOfSessions(onLoad: (sessions: number | undefined) => void = () => undefined) {
  const asked: (number | undefined)[] = [];
  const engine = fakeEngine(networks, undefined, (pool) => ({
    ...pool,
    load: async (network, how) => {
      asked.push(how.sessions);
      onLoad(how.sessions);
      return pool.load(network, how);
    },
  }));
  return { engine, asked };
}

async function hasLoaded(engine: Engine): Promise<void> {
  while (['open', 'loading'].includes(engine.state))
    await new Promise((resolve) => setTimeout(resolve, 1));
}

const optionsFor = (device: PredictOptions['device']) => fakeOptions({ device, stepSize: 1 });

describe('predictLogits, when a device fails', () => {
  let environment: NodeJS.ProcessEnv;
  beforeEach(() => {
    environment = { ...process.env };
    // Named drivers make `auto` try WebGPU even on a machine that shows no GPU.
    process.env.VK_ICD_FILENAMES = 'driver.json';
  });
  afterEach(() => {
    process.env = environment;
  });

  test('stays on the GPU that works', async () => {
    const engine = fakeEngine(networks);
    const options = optionsFor('webgpu');
    const found = await predictLogits(engine, model, input, options);
    expect(found.device).toBe('webgpu');
    expect(engine.loads).toEqual(['fold_0 on webgpu', 'fold_1 on webgpu']);
    expect(options.warnings).toEqual([]);
  });

  test.each([
    ['in the first tile', 1],
    ['half-way through a fold', 2],
  ])('starts again on the CPU when a GPU runs out of memory %s', async (_, at) => {
    const engine = fakeEngine(networks, fails('webgpu', outOfMemory, at));
    const options = optionsFor('auto');
    const found = await predictLogits(engine, model, input, options);
    expect(found.device).toBe('cpu');
    // Nothing of what the GPU did is left in the mean.
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
    expect(found.passes).toHaveLength(2);
    expect(engine.loads).toEqual(['fold_0 on webgpu', 'fold_0 on cpu', 'fold_1 on cpu']);
    expect(options.warnings).toEqual(['webgpu ran out of memory; starting again on the CPU']);
  });

  test('starts with the first fold when memory runs out in a later one', async () => {
    // The first fold: a run to try and two tiles; then fold 1's run to try.
    const engine = fakeEngine(networks, fails('webgpu', outOfMemory, 4));
    const found = await predictLogits(engine, model, input, optionsFor('auto'));
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
    expect(engine.loads.slice(2)).toEqual(['fold_0 on cpu', 'fold_1 on cpu']);
  });

  test('starts again on the CPU when a later fold does not even load', async () => {
    // The first fold: a run to try and two tiles; the fourth tries fold 1.
    const engine = fakeEngine(networks, fails('webgpu', outOfMemory, 3));
    const options = optionsFor('auto');
    const found = await predictLogits(engine, model, input, options);
    expect(found.device).toBe('cpu');
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
    expect(engine.loads.slice(2)).toEqual(['fold_0 on cpu', 'fold_1 on cpu']);
    expect(options.warnings).toEqual(['webgpu ran out of memory; starting again on the CPU']);
  });

  test.each([
    ['in its first run', 0],
    ['in a tile', 1],
    ['where a later fold does not even load', 3],
  ])('stays away from the CPU when a GPU that was asked for by name is full %s', async (_, at) => {
    const engine = fakeEngine(networks, fails('webgpu', outOfMemory, at));
    const attempt = predictLogits(engine, model, input, optionsFor('webgpu'));
    await expect(attempt).rejects.toThrow(ResourceError);
    await expect(attempt).rejects.toThrow(/allocating a buffer\. Use --device auto to go on/);
    expect(engine.loads).not.toContain('fold_0 on cpu');
  });

  test('a later fold that the GPU refuses for another reason is the device’s fault', async () => {
    const engine = fakeEngine(networks, fails('webgpu', broken, 3));
    const attempt = predictLogits(engine, model, input, optionsFor('webgpu'));
    await expect(attempt).rejects.toThrow(DeviceError);
    expect(engine.loads).toHaveLength(2);
  });

  test('blames the model for any other failure, on any device, and tries nothing else', async () => {
    for (const [device, firstTile] of [
      ['webgpu', 1],
      ['cpu', 0],
    ] as const) {
      const engine = fakeEngine(networks, fails(device, broken, firstTile));
      const attempt = predictLogits(engine, model, input, optionsFor(device));
      await expect(attempt).rejects.toThrow(ModelError);
      await expect(attempt).rejects.toThrow(
        `onnxruntime failed while running the network: ${broken}`,
      );
      expect(engine.loads).toHaveLength(1);
    }
  });

  test('gives up when the CPU runs out of memory', async () => {
    const engine = fakeEngine(networks, fails('cpu', 'std::bad_alloc', 0));
    const attempt = predictLogits(engine, model, input, optionsFor('cpu'));
    await expect(attempt).rejects.toThrow(ResourceError);
    await expect(attempt).rejects.toThrow(
      'Memory ran out while running the network: std::bad_alloc',
    );
  });

  test('later folds do not try again for sessions that found no memory', async () => {
    const { engine: small, asked } = engineOfSessions((sessions) => {
      if (sessions === 2) throw new EngineError('std::bad_alloc');
    });
    const options = fakeOptions({ stepSize: 1, threads: 2, sessions: 2 });
    const found = await predictLogits(small, model, input, options);
    expect(found.sessions).toBe(1);
    expect(asked).toEqual([2, 1, 1]);
    expect(options.warnings).toHaveLength(1);
  });

  test('starts again with one session when memory runs out for several on the CPU', async () => {
    const { engine, asked } = engineOfSessions();
    const small = slowEngine(engine, async () => {
      if (asked.at(-1) === 2 && asked.length === 2) throw new EngineError('std::bad_alloc');
    });
    const options = fakeOptions({ stepSize: 1, threads: 2, sessions: 2 });
    const found = await predictLogits(small, model, input, options);
    expect(found.sessions).toBe(1);
    // Two folds' networks, of which the second finds no memory for its tiles, and two folds' again.
    expect(asked).toEqual([2, 2, 1, 1]);
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
    expect(found.passes).toHaveLength(2);
    expect(options.warnings).toEqual([
      'There is no memory for 2 sessions side by side; one takes all threads',
    ]);
  });

  test.each([
    [outOfMemory, ResourceError],
    [broken, ModelError],
  ])('gives up when the CPU fails in turn: %s', async (why, error) => {
    const engine = fakeEngine(
      networks,
      (on, run) => fails('webgpu', outOfMemory, 1)(on, run) ?? fails('cpu', why, 0)(on, run),
    );
    const attempt = predictLogits(engine, model, input, optionsFor('auto'));
    await expect(attempt).rejects.toThrow(error);
    expect(engine.loads).toEqual(['fold_0 on webgpu', 'fold_0 on cpu']);
  });

  test('passes on what is not onnxruntime’s failure', async () => {
    const bug = new TypeError('a bug');
    const engine = fakeEngine({
      fold_0: {
        ...networks.fold_0,
        answer: () => {
          throw bug;
        },
      },
    });
    await expect(predictLogits(engine, model, input, optionsFor('cpu'))).rejects.toBe(bug);
  });
});

describe('predictLogits in half precision', () => {
  /** An engine on which a fold's network in float16 is another than in float32. */
  function engineWithHalves(inHalf: Readonly<Record<string, readonly number[]>>) {
    const halves = Object.entries(inHalf).map(
      ([fold, logits]) => [`${fold} in float16`, constantNetwork(patchSize, logits)] as const,
    );
    const engine = fakeEngine({ ...networks, ...Object.fromEntries(halves) });
    const folds = model.folds.map((fold) => ({
      ...fold,
      network: async ({ precision }: { precision: string }) =>
        precision === 'float16' ? `${fold.name} in float16` : fold.name,
    }));
    return { engine, both: { ...model, folds } };
  }
  const inHalf = () => fakeOptions({ stepSize: 1, precision: 'float16' });

  test('every fold is in float16', async () => {
    const { engine, both } = engineWithHalves({ fold_0: [0, 5], fold_1: [0, 7] });
    const found = await predictLogits(engine, both, input, inHalf());
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(6)]);
    expect(found.precision).toBe('float16');
  });

  test.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('a fold that gives %s is in float32, from the beginning', async (_, logit) => {
    const { engine, both } = engineWithHalves({ fold_0: [0, 5], fold_1: [0, logit] });
    const options = inHalf();
    const found = await predictLogits(engine, both, input, options);
    // Nothing of what it gave before is left in the mean.
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(4)]);
    expect(found.precision).toBe('mixed');
    expect(engine.loads).toEqual([
      'fold_0 in float16 on cpu',
      'fold_1 in float16 on cpu',
      'fold_0 in float16 on cpu',
      'fold_1 on cpu',
    ]);
    expect(options.warnings).toEqual([
      'Fold fold_1 gave NaN or infinity in float16; starting again with that fold in float32',
    ]);
  });

  test('two folds may be too large for it', async () => {
    const { engine, both } = engineWithHalves({ fold_0: [0, Infinity], fold_1: [0, Infinity] });
    const options = inHalf();
    const found = await predictLogits(engine, both, input, options);
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
    expect(found.precision).toBe('float32');
    expect(options.warnings).toHaveLength(2);
  });

  test('what float32 is too small for is refused', async () => {
    const { both } = engineWithHalves({});
    const engine = fakeEngine({
      'fold_0 in float16': constantNetwork(patchSize, [0, Number.NaN]),
      fold_0: constantNetwork(patchSize, [0, Number.NaN]),
    });
    const attempt = predictLogits(engine, both, input, inHalf());
    await expect(attempt).rejects.toThrow(ModelError);
    await expect(attempt).rejects.toMatchObject({ name: 'ModelError' });
    expect(engine.loads).toEqual(['fold_0 in float16 on cpu', 'fold_0 on cpu']);
  });
});

describe('predictLogits, when a thread dies', () => {
  /** What a worker makes of a network and its tiles: two classes, the second 2 above the first. */
  const works = `
    const shape = { input: [1, 2, 2, 2, 2], output: [1, 2, 2, 2, 2] };
    answer(request.verb === 'load' ? shape : new Float32Array(8).fill(2));`;
  const fillsHeapOver = (verb: string) =>
    `if (request.verb === '${verb}') { ${fillHeap} } ${works}`;

  /** An engine on threads, the first of which dies of its heap. */
  function engineOn(scripts: readonly string[]) {
    let opened = 0;
    const engine = openEngine(
      openSessionPool(() => {
        const script = scripts[opened++] ?? works;
        return scriptThread(script, { maxOldGenerationSizeMb: 16 }).thread;
      }),
    );
    return { engine, opened: () => opened };
  }

  test.each(['run', 'load'])(
    'of its heap in a %s, one session in a thread that lives starts again',
    async (verb) => {
      const { engine, opened } = engineOn([works, fillsHeapOver(verb)]);
      const options = fakeOptions({ stepSize: 1, threads: 2, sessions: 2 });
      const found = await predictLogits(engine, fakeModel(patchSize), input, options);
      expect(found.sessions).toBe(1);
      expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
      expect(opened()).toBe(2);
      expect(options.warnings).toEqual([
        'There is no memory for 2 sessions side by side; one takes all threads',
      ]);
      await engine.close();
    },
  );

  test('of its heap, all of them, new ones start again', async () => {
    const dying = fillsHeapOver('run');
    const { engine, opened } = engineOn([dying, dying]);
    const options = fakeOptions({ stepSize: 1, threads: 2, sessions: 2 });
    const found = await predictLogits(engine, fakeModel(patchSize), input, options);
    expect(toFourDecimals(found.logits)).toEqual([Array(16).fill(2)]);
    expect(opened()).toBe(3);
    await engine.close();
  });

  test('of its heap with one session, memory has run out', async () => {
    const { engine } = engineOn([fillsHeapOver('run')]);
    const attempt = predictLogits(engine, fakeModel(patchSize), input, optionsFor('cpu'));
    await expect(attempt).rejects.toThrow(ResourceError);
    await expect(attempt).rejects.toThrow(/JS heap out of memory/);
    await engine.close();
  });

  test('as the engine is closed, the work was interrupted', async () => {
    const { engine } = engineOn([`if (request.verb === 'load') { ${works} }`]);
    const attempt = predictLogits(engine, fakeModel(patchSize), input, optionsFor('cpu'));
    const refused = expect(attempt).rejects.toThrow(InterruptedError);
    // Once its first tile is under way, which no one answers.
    await Promise.race([refused, hasLoaded(engine)]);
    await engine.close();
    await refused;
  });
});

describe('predictLogits refuses', () => {
  const attempt = (...network: Parameters<typeof constantNetwork>) =>
    predictLogits(
      fakeEngine({ fold_0: constantNetwork(...network) }),
      fakeModel(patchSize),
      input,
      optionsFor('cpu'),
    );

  test('NaN logits', async () => {
    const promise = attempt(patchSize, [0, Number.NaN]);
    await expect(promise).rejects.toThrow(ModelError);
    await expect(promise).rejects.toThrow('NaN or infinite logits');
  });

  test('a network of another patch', async () => {
    const promise = attempt([2, 2, 4], [0, 1]);
    await expect(promise).rejects.toThrow(ModelError);
    await expect(promise).rejects.toThrow(
      'takes 1 x 2 x 2 x 2 x 4 (batch, channels, patch), but plans.json and dataset.json ask for 1 x 2 x 2 x 2 x 2',
    );
  });

  test('a network of another dimension, or with other channels', async () => {
    await expect(attempt([2, 2], [0, 1])).rejects.toThrow('takes 1 x 2 x 2 x 2 (batch');
    await expect(attempt(patchSize, [0, 1], 4)).rejects.toThrow('takes 1 x 4 x 2 x 2 x 2 (batch');
  });

  test('a later fold of other outputs, which would be added up all the same', async () => {
    const other = {
      fold_0: constantNetwork(patchSize, [0, 1, 2]),
      fold_1: constantNetwork(patchSize, [0, 1, 2, 3, 4, 5]),
    };
    const three = fakeModel(patchSize, { folds: 2, labels: classes(3) });
    const attempt = predictLogits(fakeEngine(other), three, input, optionsFor('cpu'));
    await expect(attempt).rejects.toThrow(ModelError);
    await expect(attempt).rejects.toThrow(
      'The network of fold number 2 turns 1 x 2 x 2 x 2 x 2 to 1 x 6 x 2 x 2 x 2 (batch, channels, patch), that of the first fold 1 x 2 x 2 x 2 x 2 to 1 x 3 x 2 x 2 x 2.',
    );
  });

  test('a network of other labels', async () => {
    const promise = attempt(patchSize, [0, 1, 2]);
    await expect(promise).rejects.toThrow(ModelError);
    await expect(promise).rejects.toThrow('has 3 output channel(s)');
    const three = predictLogits(
      fakeEngine(networks),
      fakeModel(patchSize, { labels: classes(3) }),
      input,
      optionsFor('cpu'),
    );
    await expect(three).rejects.toThrow('dataset.json declares 3 labels');
  });
});
