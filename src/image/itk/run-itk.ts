import { Worker } from 'node:worker_threads';
import type { ItkJob, PlainImage } from './itk-worker.js';

// Starting a thread takes several times as long as reading a header in it.
const idle = new Set<Worker>();
const longestIdleMs = 2000;

/**
 * Reads an image file that is in memory with ITK in a worker thread. A thread that has read one waits
 * a little for the next; it does not keep the process alive.
 *
 * @throws Error with ITK's own words when ITK cannot read it
 */
export function runItk(job: ItkJob): Promise<PlainImage> {
  const worker = takeWorker();
  return new Promise((resolve, reject) => {
    let said = '';
    let failure: unknown;
    const onSaid = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
    };
    const onError = (error: unknown): void => {
      failure = error;
    };
    const onExit = (): void => {
      reject(new Error(reasonOf(said, failure), { cause: failure }));
    };
    worker.stderr.on('data', onSaid);
    worker.once('error', onError);
    worker.once('exit', onExit);
    worker.once('message', (image: PlainImage) => {
      worker.stderr.off('data', onSaid);
      worker.off('error', onError);
      worker.off('exit', onExit);
      letIdle(worker);
      resolve(image);
    });
    worker.postMessage(job);
  });
}

function takeWorker(): Worker {
  for (const worker of idle) {
    idle.delete(worker);
    worker.ref();
    return worker;
  }
  const worker = new Worker(new URL('./itk-worker.js', import.meta.url), {
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
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

/** ITK's explanation is among what it printed; the thrown value is only a pointer into its memory. */
function reasonOf(said: string, failure: unknown): string {
  const lines = said
    .split('\n')
    .map((line) => line.replace(/^stderr:/, '').trim())
    .filter(
      (line) => line !== '' && !/^(Exception while|stdout:|Build module in Debug)/.test(line),
    );
  if (lines.length > 0) return [...new Set(lines)].join(' ');
  return failure instanceof Error ? failure.message : 'ITK gave no reason';
}
