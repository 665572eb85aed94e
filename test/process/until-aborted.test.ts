import { InterruptedError, ResourceError } from '../../src/errors.js';
import { throwIfAborted, untilAborted } from '../../src/process/until-aborted.js';

const never = () => new Promise<never>(() => undefined);

test.each([undefined, null, new AbortController().signal])('%p stops nothing', async (signal) => {
  expect(() => throwIfAborted(signal)).not.toThrow();
  expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
  await expect(untilAborted(Promise.reject(new TypeError('a bug')), signal)).rejects.toThrow(
    TypeError,
  );
});

test('work is waited for no longer than until the signal comes', async () => {
  const stop = new AbortController();
  const waiting = untilAborted(never(), stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow(InterruptedError);
});

test('a signal that has come before stops even work that is done', async () => {
  const signal = AbortSignal.abort();
  await expect(untilAborted(Promise.resolve(7), signal)).rejects.toThrow(InterruptedError);
  await expect(untilAborted(never(), signal)).rejects.toThrow(InterruptedError);
  expect(() => throwIfAborted(signal)).toThrow(InterruptedError);
});

test('the reason is kept: one of ours as it is, any other as the cause', async () => {
  const ours = new ResourceError('time is up');
  await expect(untilAborted(never(), AbortSignal.abort(ours))).rejects.toBe(ours);
  for (const reason of [new Error('the user left'), 'the user left']) {
    await expect(untilAborted(never(), AbortSignal.abort(reason))).rejects.toMatchObject({
      name: 'InterruptedError',
      message: 'Stopped before it was done, nothing was written: the user left',
      cause: reason,
    });
  }
});

test('no failure of work that was left goes unhandled, and no listener stays', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const listeners = new Set<unknown>();
  const stop = new AbortController();
  const { signal } = stop;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...asked: Parameters<typeof add>) => {
    listeners.add(asked[1]);
    add(...asked);
  };
  signal.removeEventListener = (...asked: Parameters<typeof remove>) => {
    listeners.delete(asked[1]);
    remove(...asked);
  };
  try {
    await untilAborted(Promise.resolve(), signal);
    expect(listeners.size).toBe(0);
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<void>((_, reject) => {
      fail = reject;
    });
    const waiting = untilAborted(work, signal);
    expect(listeners.size).toBe(1);
    stop.abort();
    await expect(waiting).rejects.toThrow(InterruptedError);
    fail(new Error('later'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
    expect(listeners.size).toBe(0);
  } finally {
    process.off('unhandledRejection', note);
  }
});
