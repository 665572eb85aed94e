import { startThread } from '../process/start-thread.js';
import type { ItkJob, PlainImage } from './itk-worker.js';

/**
 * Reads an image file with ITK in a worker thread.
 *
 * @throws Error with ITK's own words when ITK cannot read the file
 */
export function readWithItk(path: string): Promise<PlainImage> {
  return runItk({ verb: 'read', path });
}

/**
 * Reads an image file that is in memory with ITK in a worker thread.
 *
 * @throws Error with ITK's own words when ITK cannot read it
 */
export function readBytesWithItk(file: Uint8Array, format: 'mha' | 'nii'): Promise<PlainImage> {
  return runItk({ verb: 'readBytes', file, format });
}

function runItk(job: ItkJob): Promise<PlainImage> {
  return new Promise((resolve, reject) => {
    const worker = startThread(new URL('./itk-worker.js', import.meta.url), {
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
