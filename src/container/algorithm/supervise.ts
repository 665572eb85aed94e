import { spawn } from 'node:child_process';
import { exitCodeOfSignal } from '../../process/exit-code-of-signal.js';
import { exitCodes } from '../../process/exit-codes.js';
import { stopSignals } from '../../process/signals.js';

// A script that computes hears no signal until it is done, and the platform waits for 5 s. It writes
// nothing then: what writes files waits for workers, and so hears.
const patience = 2000;

/**
 * Runs a script of this program in a process of its own and stays small beside it, for two things
 * that a process cannot do for itself: say a word when the system has killed it for want of memory,
 * and end by a signal in time, also in the midst of a computation or as a container's first process.
 *
 * @returns the exit code to end with: the script's own; 4 when it was killed; 128 and the signal's
 *   number when a signal ended it
 */
export async function supervise(script: string): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, script, ...process.argv.slice(2)], {
    // Over the channel the script notices when this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let stoppedBy: (typeof stopSignals)[number] | null = null;
  for (const signal of stopSignals) {
    process.on(signal, () => {
      stoppedBy = signal;
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), patience).unref();
    });
  }
  const { code, signal } = await new Promise<{
    code: number | null;
    signal: NodeJS.Signals | null;
  }>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  if (stoppedBy !== null && signal !== null) return exitCodeOfSignal(stoppedBy);
  if (signal === 'SIGKILL') {
    console.error(
      'autopet: the system killed the process, most likely because memory ran out. Give the container more memory.',
    );
    return exitCodes['out-of-resources'];
  }
  return signal === null ? (code ?? 1) : exitCodeOfSignal(signal);
}
