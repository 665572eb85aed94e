import { InterruptedError } from '../../src/errors.js';
import { type Engine, openEngine } from '../../src/runtime/engine.js';
import { keepWarmEngine, lendFreshEngine } from '../../src/runtime/lend-engine.js';
import { fakePool } from './support/fake-pool.js';

/** A warm engine, and all that it has opened. */
function scene() {
  const opened: Engine[] = [];
  const warm = keepWarmEngine(() => {
    const engine = openEngine(fakePool());
    opened.push(engine);
    return engine;
  });
  return { opened, warm };
}
const itself = async (engine: Engine) => engine;

describe('lendFreshEngine', () => {
  test('closes its engine after the work, and after a failure', async () => {
    const lent = await lendFreshEngine(itself);
    expect(lent.state).toBe('closed');
    let failed: Engine | null = null;
    const attempt = lendFreshEngine(async (engine) => {
      failed = engine;
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(failed!.state).toBe('closed');
    expect(failed).not.toBe(lent);
  });
});

describe('keepWarmEngine', () => {
  test('lends the same engine again, and opens none before', async () => {
    const { opened, warm } = scene();
    expect(opened).toHaveLength(0);
    expect(await warm.lend(itself)).toBe(await warm.lend(itself));
    expect(opened).toHaveLength(1);
  });

  test('replaces an engine whose work has failed', async () => {
    const { opened, warm } = scene();
    await expect(warm.lend(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(opened[0]!.state).toBe('closed');
    expect((await warm.lend(itself)).state).toBe('open');
    expect(opened).toHaveLength(2);
  });

  test('lends to one at a time, in the order of asking', async () => {
    const { warm } = scene();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ends`);
    };
    const failing = async () => {
      await work('b')();
      throw new Error('no');
    };
    await Promise.allSettled([warm.lend(work('a')), warm.lend(failing), warm.lend(work('c'))]);
    expect(events).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  test('after its end opens no engine, which nobody would close', async () => {
    const { opened, warm } = scene();
    await warm.lend(itself);
    await warm.close();
    expect(opened[0]!.state).toBe('closed');
    await expect(warm.lend(itself)).rejects.toThrow(InterruptedError);
    await warm.close();
    expect(opened).toHaveLength(1);
  });

  test('ends under way: the work fails, and so does what waits', async () => {
    const { opened, warm } = scene();
    const study = warm.lend(async (engine) => {
      await new Promise((resolve) => setImmediate(resolve));
      return engine.run(new Float32Array(2), { mirrorAxes: [], difference: false });
    });
    const next = warm.lend(itself);
    const both = Promise.allSettled([study, next]);
    // Once the study has its engine.
    await Promise.resolve();
    await warm.close();
    const interrupted = { status: 'rejected', reason: expect.any(InterruptedError) };
    expect(await both).toEqual([interrupted, interrupted]);
    expect(opened.map(({ state }) => state)).toEqual(['closed']);
  });
});
