import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread of autopet's own. It does not take over the options that the process was
 * started with: some are for the process's own script alone, and with `node --input-type=module --eval`
 * no thread would start.
 */
export function startThread(script: URL, options: WorkerOptions = {}): Worker {
  return new Worker(script, { ...options, execArgv: [] });
}
