import { openConsole } from '../../process/console.js';
import { exitCodeOfSignal } from '../../process/exit-code-of-signal.js';
import { onStopSignal, type StopSignalName } from '../../process/signals.js';
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
  let stoppedBy: StopSignalName | null = null;
  onStopSignal((signal) => {
    stoppedBy ??= signal;
    stop.abort();
  });
  try {
    const { log } = openConsole();
    await serve(readAlgorithmSettings(environment), log, openStudyProcess, stop.signal);
    return told(stoppedBy);
  } catch (error) {
    return tellFailure(error);
  }
}

function told(stoppedBy: StopSignalName | null): number {
  if (stoppedBy === null) return 0;
  console.error(`autopet: stopped by ${stoppedBy}; nothing half-written is left.`);
  return exitCodeOfSignal(stoppedBy);
}
