/** Resamples one channel in a thread of its own; see {@link resampleAside}. */
import { parentPort, workerData } from 'node:worker_threads';
import { resampleData } from './resample-data.js';

const grid = resampleData(...(workerData as Parameters<typeof resampleData>));
parentPort?.postMessage(grid, [grid.data.buffer as ArrayBuffer]);
