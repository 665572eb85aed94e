import { openConsole } from '../../process/console.js';
import { exitCodeOfSignal } from '../../process/exit-code-of-signal.js';
import { onStopSignal } from '../../process/signals.js';
import { tellFailure } from '../../process/tell-failure.js';
import { readAlgorithmSettings } from './algorithm-settings.js';
import { openStudyProcess } from './open-study-process.js';
import { serve } from './serve.js';

/**
 * The container's whole run in server mode. This process never computes, so that it always answers; the
 * one that does is started by it, and anew when it dies.
 *
 * @param environment the variables that {@link readAlgorithmSettings} lists
 * @returns the exit code to end with
 */
export async function runServer(environment: NodeJS.ProcessEnv): Promise<number> {
  const stop = new AbortController();
  let exitCode = 0;
  onStopSignal((signal) => {
    if (stop.signal.aborted) return;
    exitCode = exitCodeOfSignal(signal);
    console.error(`autopet: stopped by ${signal}; nothing half-written is left.`);
    stop.abort();
  });
  try {
    const { log } = openConsole();
    await serve(readAlgorithmSettings(environment), log, openStudyProcess, stop.signal);
    return exitCode;
  } catch (error) {
    return tellFailure(error);
  }
}
