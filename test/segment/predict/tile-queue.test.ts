import type { Shape } from '../../../src/array/grid.js';
import { InterruptedError, ModelError, ResourceError } from '../../../src/errors.js';
import { EngineError } from '../../../src/runtime/engine-error.js';
import type { TilePass } from '../../../src/runtime/messages.js';
import { type AnswersGo, tileQueue } from '../../../src/segment/predict/tile-queue.js';

const pass: TilePass = { mirrorAxes: [1], difference: true };
const ignore = () => undefined;
const placeOf = (tile: number): Shape => [0, 0, tile];

/** Waits until nothing is left to do at once. */
const idle = () => new Promise((resolve) => setImmediate(resolve));

/** An engine that answers with a tile's number, or fails, and lists what happens when. */
function scene(
  sessions: number,
  answer: (tile: number) => number | Error = (tile) => tile,
  signal?: AbortSignal,
) {
  const events: string[] = [];
  const passes: TilePass[] = [];
  const queue = tileQueue(
    {
      run: async ([tile], asked) => {
        events.push(`run ${tile}`);
        passes.push(asked);
        const found = answer(tile!);
        if (found instanceof Error) throw found;
        return Float32Array.of(found);
      },
    },
    sessions,
    into({
      add: (start, [logit]) => {
        events.push(`add ${logit} at ${start}`);
        return Number.isFinite(logit);
      },
    }),
    signal,
  );
  const go = async (tiles: number) => {
    for (let tile = 0; tile < tiles; tile++) {
      await queue.send(placeOf(tile), Float32Array.of(tile), pass, () => events.push('done'));
    }
    await queue.finish();
  };
  return { events, passes, queue, go };
}

/** A sum of tiles of one logit, and nothing told of organs. */
function into(sum: AnswersGo['sum']): AnswersGo {
  return { sum, organs: null, logits: 1 };
}

describe('tileQueue', () => {
  test('takes the logits to the sum, and what is behind them to the organs', async () => {
    const found: string[] = [];
    const sum: AnswersGo['sum'] = { add: (_, logits) => found.push(`logits ${logits}`) > 0 };
    const organs = {
      add: (start: Shape, classes: Float32Array) => void found.push(`${classes} at ${start}`),
    };
    const run = async () => Float32Array.of(1, 2, 5, 6, 7);
    const queue = tileQueue({ run }, 1, { sum, organs, logits: 2 }, undefined);
    await queue.send(placeOf(3), Float32Array.of(0), pass, ignore);
    await queue.finish();
    expect(found).toEqual(['logits 1,2', `5,6,7 at ${placeOf(3)}`]);
  });

  test('adds each answer where its tile lies, with the next tile under way', async () => {
    const { events, passes, go } = scene(1);
    await go(3);
    expect(events).toEqual([
      ...['run 0', 'run 1', 'add 0 at 0,0,0', 'done'],
      ...['run 2', 'add 1 at 0,0,1', 'done'],
      ...['add 2 at 0,0,2', 'done'],
    ]);
    expect(passes).toEqual([pass, pass, pass]);
  });

  test.each([1, 2, 4])('of %d sessions has one tile more under way', async (sessions) => {
    const { queue } = scene(sessions);
    const lengths: number[] = [];
    for (let tile = 0; tile < 6; tile++) {
      await queue.send(placeOf(tile), Float32Array.of(tile), pass, ignore);
      // One answer has been merged to make room.
      lengths.push(queue.length);
    }
    expect(lengths).toEqual([1, 2, 3, 4, 5, 6].map((sent) => Math.min(sent, sessions)));
    await queue.finish();
    expect(queue.length).toBe(0);
  });

  test('adds in the order of the tiles, whichever answer comes first', async () => {
    const added: number[] = [];
    const answers: (() => void)[] = [];
    const run = ([tile]: Float32Array) =>
      new Promise<Float32Array>((resolve) => {
        answers[tile!] = () => resolve(Float32Array.of(tile!));
      });
    const add = (_: Shape, [logit]: Float32Array) => added.push(logit!) > 0;
    const queue = tileQueue({ run }, 2, into({ add }), undefined);
    await queue.send(placeOf(0), Float32Array.of(0), pass, ignore);
    await queue.send(placeOf(1), Float32Array.of(1), pass, ignore);
    const sending = queue.send(placeOf(2), Float32Array.of(2), pass, ignore);
    answers[2]!();
    answers[1]!();
    await idle();
    expect(added).toEqual([]);
    answers[0]!();
    await sending;
    await queue.finish();
    expect(added).toEqual([0, 1, 2]);
  });

  test('does nothing without tiles', async () => {
    const { events, go } = scene(2);
    await go(0);
    expect(events).toEqual([]);
  });

  test('stops at the first run that fails, and no other failure goes unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const { events, go } = scene(2, (tile) => new EngineError(`no ${tile}`));
      await expect(go(9)).rejects.toThrow(new EngineError('no 0'));
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(events).toEqual(['run 0', 'run 1', 'run 2']);
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  test('refuses NaN or infinite logits', async () => {
    const { events, go } = scene(1, (tile) => (tile === 1 ? Number.NaN : tile));
    const attempt = go(3);
    await expect(attempt).rejects.toThrow(ModelError);
    await expect(attempt).rejects.toThrow('NaN or infinite logits');
    expect(events.filter((event) => event === 'done')).toHaveLength(1);
  });

  test('begins no tile after the signal, and waits for no answer', async () => {
    const stop = new AbortController();
    const why = new ResourceError('time is up');
    const { events, queue } = scene(
      1,
      (tile) => {
        if (tile === 1) stop.abort(why);
        return tile;
      },
      stop.signal,
    );
    await queue.send(placeOf(0), Float32Array.of(0), pass, ignore);
    await expect(queue.send(placeOf(1), Float32Array.of(1), pass, ignore)).rejects.toBe(why);
    await expect(queue.send(placeOf(2), Float32Array.of(2), pass, ignore)).rejects.toBe(why);
    await expect(queue.finish()).rejects.toBe(why);
    expect(events).toEqual(['run 0', 'run 1']);
  });

  test('does not wait for a call that hangs once the signal comes', async () => {
    const stop = new AbortController();
    const run = () => new Promise<Float32Array>(() => undefined);
    const queue = tileQueue({ run }, 1, into({ add: () => true }), stop.signal);
    await queue.send(placeOf(0), Float32Array.of(0), pass, ignore);
    const finishing = queue.finish();
    stop.abort();
    await expect(finishing).rejects.toThrow(InterruptedError);
  });
});
