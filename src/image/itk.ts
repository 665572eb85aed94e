import { Worker } from 'node:worker_threads';
import type { ItkJob, PlainImage } from './itk-worker.js';
import type { Volume, Voxels } from './volume.js';

/**
 * Reads an image with ITK in a worker thread.
 *
 * @throws Error with ITK's own words when ITK cannot read the file
 */
export async function readWithItk(path: string): Promise<PlainImage> {
  return (await runItk({ verb: 'read', path }, [])) as PlainImage;
}

/**
 * Writes a volume with ITK in a worker thread, compressed, in the format that the path's ending
 * names. The voxels are copied, so the caller keeps them.
 *
 * @throws Error with ITK's own words when ITK cannot write the file
 */
export async function writeWithItk(path: string, volume: Volume<Voxels>): Promise<void> {
  // ITK-Wasm ignores the byteOffset of a view: the array must own its whole buffer.
  const data = volume.data.slice();
  const image: PlainImage = { ...volume, components: 1, data };
  await runItk({ verb: 'write', path, image }, [data.buffer]);
}

function runItk(job: ItkJob, transferList: ArrayBuffer[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./itk-worker.js', import.meta.url), {
      workerData: job,
      transferList,
      stdout: true,
      stderr: true,
    });
    let said = '';
    worker.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
    worker.stdout.resume();
    let answer: unknown;
    let failure: unknown;
    worker.on('message', (message: unknown) => {
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
