import { judgeEnding } from './judge-ending.js';
import { onStopSignal, type StopSignalName } from './signals.js';
import { tellFailure } from './tell-failure.js';
import { startWatched } from './watched-process.js';

/** With what to end. */
export interface Supervised {
  readonly exitCode: number;
  /** The signal that ended the work; null for none. */
  readonly stoppedBy: StopSignalName | null;
}

/**
 * Runs a script of this program in a process of its own and stays small beside it, for what a process
 * cannot do for itself: say a word when the system has killed it for want of memory or its heap is
 * full, end by a signal at once, also in the midst of a computation or as a container's first process,
 * and leave nothing half-written then.
 */
export async function supervise(script: string): Promise<Supervised> {
  let stoppedBy: StopSignalName | null = null;
  try {
    const { child, ended } = startWatched(script, process.argv.slice(2));
    const deafen = onStopSignal((signal) => {
      stoppedBy = signal;
      // No matter what it does: it has nothing to put in order.
      child.kill('SIGKILL');
    });
    const ending = await ended.finally(deafen);
    const { exitCode, line } = judgeEnding(ending, stoppedBy);
    if (line !== null) console.error(`autopet: ${line}`);
    return { exitCode, stoppedBy: ending.signal === null ? null : stoppedBy };
  } catch (error) {
    return { exitCode: tellFailure(error), stoppedBy: null };
  }
}
