import { UsageError } from '../errors.js';
import { interruptible } from '../process/interruptible.js';

/** `ready` and `busy` take turns; `closed` is for ever, and comes after either. */
export type SegmenterState = 'ready' | 'busy' | 'closed';

/** Who may do what when: one study at a time, and none after the end. */
export interface SegmenterLife {
  readonly state: SegmenterState;
  /**
   * Does a study's work; ready before and, however it ended, ready after.
   *
   * @param work is given a signal that the caller's or `close` aborts
   * @throws UsageError when busy or closed
   * @throws InterruptedError when the signal is aborted on the way
   */
  run<T>(signal: AbortSignal | null, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Stops the study under way, waits until it has let go, and ends. Again and again does no harm. */
  close(): Promise<void>;
}

/**
 * Begins the life of a segmenter that is ready.
 *
 * @param end ends the threads; called once
 */
export function startLife(end: () => Promise<void>): SegmenterLife {
  let state: SegmenterState = 'ready';
  let stop = new AbortController();
  let underWay: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | null = null;

  async function run<T>(
    signal: AbortSignal | null,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    refuseUnlessReady(state);
    state = 'busy';
    stop = new AbortController();
    const unlink = link(signal, stop);
    const study = interruptible(stop.signal, () => work(stop.signal));
    underWay = study.catch(() => undefined);
    try {
      return await study;
    } finally {
      unlink();
      if (state === 'busy') state = 'ready';
    }
  }

  async function close(): Promise<void> {
    state = 'closed';
    stop.abort(new Error('the segmenter was closed'));
    // What is under way lets go once its threads end.
    await Promise.all([end(), underWay]);
  }

  return {
    run,
    close: () => {
      closing ??= close();
      return closing;
    },
    get state() {
      return state;
    },
  };
}

function refuseUnlessReady(state: SegmenterState): void {
  if (state === 'closed') {
    throw new UsageError('The segmenter is closed. Open another one with openSegmenter.');
  }
  if (state === 'busy') {
    throw new UsageError(
      'The segmenter is busy with another study. Wait for it, or open another segmenter.',
    );
  }
}

/** Aborts as the signal does, as long as nobody calls what is returned. */
function link(signal: AbortSignal | null, controller: AbortController): () => void {
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
}
