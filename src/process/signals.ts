import { removePartials } from '../files/partial-files.js';

/** The signals by which a process is asked to stop. */
export const stopSignals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Lets the process end at once when it is asked to, leaving nothing half-written, and with the exit
 * code that a shell has for it (130, 143). `process.exit` will not do: it waits for the worker's tile,
 * which may take longer than the platform does, and a worker that is stopped inside onnxruntime aborts
 * the process. So the signal is sent again, now with its deadly default.
 */
export function endOnSignals(): void {
  for (const signal of stopSignals) {
    process.once(signal, () => {
      const left = removePartials()
        ? 'nothing half-written is left'
        : 'hidden .autopet-* files could not be removed';
      console.error(`autopet: stopped by ${signal}; ${left}.`);
      process.kill(process.pid, signal);
      // The first process of a container is spared by default actions.
      setImmediate(() => process.abort());
    });
  }
}
