import type { Worker } from 'node:worker_threads';
import { ResourceError } from '../../errors.js';
import { saysOutOfMemory } from '../../process/out-of-memory.js';
import { startThread } from '../../process/start-thread.js';
import type { ItkAnswer, ItkJob, PlainImage } from './itk-worker.js';

// Starting a thread takes several times as long as reading a header in it.
const idle = new Set<Worker>();
const longestIdleMs = 2000;

/**
 * Reads an image file that is in memory with ITK in a worker thread. A thread that has read or refused one waits
 * a little for the next, for which ITK begins afresh; it does not keep the process alive.
 *
 * @throws Error with ITK's own words when ITK cannot read it; ResourceError when its thread or memory is lost
 */
export function runItk(job: ItkJob, start: () => Worker = startWorker): Promise<PlainImage> {
  const worker = takeWorker(start);
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, image?: PlainImage): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      if (error instanceof ResourceError) void worker.terminate();
      else letIdle(worker);
      if (image !== undefined) resolve(image);
      else reject(error);
    };
    const onMessage = (answer: ItkAnswer): void => {
      if ('image' in answer) settle(null, answer.image);
      else settle(failure(reasonOf(answer.said, answer.message)));
    };
    const onError = (cause: Error): void => settle(lost(cause));
    const onExit = (): void => settle(lost(null));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(job);
  });
}

function failure(reason: string): Error {
  return saysOutOfMemory(reason) ? lost(new Error(reason)) : new Error(reason);
}

/** A thread that ends without an answer says nothing about the image. */
function lost(cause: Error | null): ResourceError {
  const reason = cause === null ? '' : ` (${cause.message})`;
  return new ResourceError(
    `The thread that reads image headers with ITK ended before its time${reason}. There may be no memory left: free some, and try again.`,
    { cause },
  );
}

function startWorker(): Worker {
  return startThread(new URL('./itk-worker.js', import.meta.url));
}

function takeWorker(start: () => Worker): Worker {
  for (const worker of idle) {
    idle.delete(worker);
    worker.ref();
    return worker;
  }
  const worker = start();
  const forget = (): void => {
    idle.delete(worker);
  };
  worker.on('error', forget);
  worker.on('exit', forget);
  return worker;
}

function letIdle(worker: Worker): void {
  idle.add(worker);
  worker.unref();
  const timer = setTimeout(() => {
    if (idle.delete(worker)) void worker.terminate();
  }, longestIdleMs);
  timer.unref();
}

/** ITK's explanation is among what it printed. */
function reasonOf(said: string, otherwise: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.replace(/^stderr:/, '').trim())
    .filter(
      (line) => line !== '' && !/^(Exception while|stdout:|Build module in Debug)/.test(line),
    );
  return lines.length > 0 ? [...new Set(lines)].join(' ') : otherwise;
}
