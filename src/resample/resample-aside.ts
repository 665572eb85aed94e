import { Worker } from 'node:worker_threads';
import type { Grid } from './grid.js';
import type { resampleData } from './resample-data.js';

/**
 * Does what {@link resampleData} does in a worker thread, so that another channel can be worked on
 * meanwhile. The channel's memory is handed over: its array must own its buffer and is empty
 * afterwards.
 */
export function resampleAside(...channel: Parameters<typeof resampleData>): Promise<Grid> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./resample-worker.js', import.meta.url), {
      workerData: channel,
      transferList: [channel[0].buffer as ArrayBuffer],
    });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}
