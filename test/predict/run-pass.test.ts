import { ModelError } from '../../src/errors.js';
import { runPass } from '../../src/predict/run-pass.js';
import type { Shape } from '../../src/resample/grid.js';
import { type Engine, EngineError } from '../../src/runtime/engine.js';
import type { TilePass } from '../../src/runtime/inference-worker.js';
import type { Accumulator } from '../../src/sliding-window/accumulate.js';

const tiles: Shape[] = [
  [0, 0, 0],
  [0, 0, 4],
  [0, 4, 0],
];
const pass: TilePass = { mirrorAxes: [1], difference: true };

/** Numbers each tile by its place in the list. */
const extract = (start: Shape) => Float32Array.of(tiles.indexOf(start));

/** An engine that gives a tile's number back, or fails, and lists what happens when. */
function scene(answer: (tile: number) => number | Error = (tile) => tile) {
  const events: string[] = [];
  const passes: TilePass[] = [];
  const engine: Pick<Engine, 'run'> = {
    run: async ([tile], asked) => {
      events.push(`run ${tile}`);
      passes.push(asked);
      const found = answer(tile!);
      if (found instanceof Error) throw found;
      return Float32Array.of(found);
    },
  };
  const sum: Pick<Accumulator, 'add'> = {
    add: (start, [logit]) => {
      events.push(`add ${logit} at ${start}`);
      return Number.isFinite(logit);
    },
  };
  const go = (of: readonly Shape[] = tiles) =>
    runPass(engine as Engine, of, extract, pass, sum as Accumulator, () => events.push('done'));
  return { events, passes, go };
}

describe('runPass', () => {
  test('adds each answer where its tile lies, with the next tile under way', async () => {
    const { events, passes, go } = scene();
    await go();
    expect(events).toEqual([
      ...['run 0', 'run 1', 'add 0 at 0,0,0', 'done'],
      ...['run 2', 'add 1 at 0,0,4', 'done'],
      ...['add 2 at 0,4,0', 'done'],
    ]);
    expect(passes).toEqual([pass, pass, pass]);
  });

  test('does nothing without tiles', async () => {
    const { events, go } = scene();
    await go([]);
    expect(events).toEqual([]);
  });

  test('stops at the first run that fails, and no other failure goes unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const { events, go } = scene((tile) => new EngineError(`no ${tile}`));
      await expect(go()).rejects.toThrow(new EngineError('no 0'));
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(events).toEqual(['run 0', 'run 1']);
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  test('refuses NaN or infinite logits', async () => {
    const { events, go } = scene((tile) => (tile === 1 ? Number.NaN : tile));
    const attempt = go();
    await expect(attempt).rejects.toThrow(ModelError);
    await expect(attempt).rejects.toThrow('NaN or infinite logits');
    expect(events.filter((event) => event === 'done')).toHaveLength(1);
  });
});
