import { Worker } from 'node:worker_threads';
import type { ItkJob, PlainImage } from './itk-worker.js';

/**
 * Reads an image file that is in memory with ITK in a worker thread.
 *
 * @throws Error with ITK's own words when ITK cannot read it
 */
export function runItk(job: ItkJob): Promise<PlainImage> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./itk-worker.js', import.meta.url), {
      workerData: job,
      stdout: true,
      stderr: true,
    });
    let said = '';
    worker.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
    worker.stdout.resume();
    let answer: PlainImage | undefined;
    let failure: unknown;
    worker.on('message', (message: PlainImage) => {
      answer = message;
    });
    worker.on('error', (error: unknown) => {
      failure = error;
    });
    worker.on('exit', () => {
      if (answer !== undefined) resolve(answer);
      else reject(new Error(reasonOf(said, failure), { cause: failure }));
    });
  });
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
