import { getEventListeners } from 'node:events';
import { InterruptedError, UsageError } from '../../src/errors.js';
import { startLife } from '../../src/segment/segmenter-life.js';

/** A life, and how often its end has come. */
function alive() {
  let ends = 0;
  const life = startLife(async () => {
    ends += 1;
  });
  return { life, ends: () => ends };
}

/** Work that is done when a test says so, or fails once its signal is aborted. */
function studyOf() {
  let finish: (answer: string) => void = () => undefined;
  const work = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      finish = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { work, finish: (answer: string) => finish(answer) };
}

const settled = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

test('ready, busy with a study, ready again', async () => {
  const { life } = alive();
  const { work, finish } = studyOf();
  expect(life.state).toBe('ready');
  const running = life.run(null, work);
  expect(life.state).toBe('busy');
  finish('mask');
  expect(await running).toBe('mask');
  expect(life.state).toBe('ready');
  expect(await life.run(null, async () => 'next')).toBe('next');
});

test('a second study at the same time is refused, the first goes on', async () => {
  const { life } = alive();
  const { work, finish } = studyOf();
  const running = life.run(null, work);
  const second = await settled(life.run(null, async () => 'never'));
  expect(second).toBeInstanceOf(UsageError);
  expect(second).toMatchObject({ message: expect.stringMatching(/busy with another study/) });
  finish('first');
  expect(await running).toBe('first');
});

test('a study that fails leaves it ready', async () => {
  const { life } = alive();
  const failure = new Error('no such file');
  await expect(
    life.run(null, async () => {
      throw failure;
    }),
  ).rejects.toBe(failure);
  expect(life.state).toBe('ready');
});

test("a study's own signal stops that study alone", async () => {
  const { life } = alive();
  const stop = new AbortController();
  const running = life.run(stop.signal, studyOf().work);
  stop.abort(new Error('enough'));
  const error = await settled(running);
  expect(error).toBeInstanceOf(InterruptedError);
  expect(error).toMatchObject({ code: 'interrupted', cause: { message: 'enough' } });
  expect((error as Error).message).toMatch(/nothing was written: enough$/);
  expect(life.state).toBe('ready');
});

test('a signal that is aborted already does not let the study begin', async () => {
  const { life } = alive();
  let begun = false;
  const run = life.run(AbortSignal.abort(), async () => {
    begun = true;
  });
  await expect(run).rejects.toThrow(InterruptedError);
  expect(begun).toBe(false);
});

test('a signal is not held on to once its study is done', async () => {
  const { life } = alive();
  const { signal } = new AbortController();
  let during = 0;
  await life.run(signal, async () => {
    during = getEventListeners(signal, 'abort').length;
  });
  expect([during, getEventListeners(signal, 'abort').length]).toEqual([1, 0]);
});

test('closing stops the study under way, ends once, and is for ever', async () => {
  const { life, ends } = alive();
  const running = settled(life.run(null, studyOf().work));
  const closing = life.close();
  expect(life.state).toBe('closed');
  await Promise.all([closing, life.close()]);
  expect(await running).toMatchObject({
    code: 'interrupted',
    cause: { message: 'the segmenter was closed' },
  });
  await life.close();
  expect(ends()).toBe(1);
  expect(life.state).toBe('closed');
  const late = await settled(life.run(null, async () => 'never'));
  expect(late).toBeInstanceOf(UsageError);
  expect(late).toMatchObject({ message: expect.stringMatching(/is closed\. Open another/) });
});

test('closing waits until the study under way has let go', async () => {
  const { life } = alive();
  const events: string[] = [];
  const study = life.run(null, async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    events.push('study');
  });
  await Promise.all([settled(study), life.close().then(() => events.push('closed'))]);
  expect(events).toEqual(['study', 'closed']);
});
