import { followPartials, removePartials } from '../files/partial-files.js';
import type { WatchMessage } from './messages.js';

/**
 * Lets this process be watched over (see `startWatched`): it tells what it leaves half-written, so that
 * a signal may end it at any moment, in the midst of a computation too; and it ends when its watcher is gone.
 */
export function tellWatcher(): void {
  if (process.send === undefined) return;
  followPartials((path, isThere) => tell({ tells: 'partial', path, isThere }));
  process.once('disconnect', endAlone);
  // It may have gone while this process was still loading its modules, when nobody heard.
  if (!process.connected) endAlone();
  // Being watched over is no reason to stay.
  process.channel?.unref();
}

/** Nobody would hear what becomes of the work. */
function endAlone(): void {
  removePartials();
  process.kill(process.pid, 'SIGKILL');
}

/**
 * Ends this process at once, whatever its threads do. `process.exit` will not do: it waits for threads,
 * and one that is stopped inside onnxruntime aborts the process.
 */
export function endNow(exitCode: number): void {
  if (process.send === undefined) process.exit(exitCode);
  tell({ tells: 'end', exitCode }, () => process.kill(process.pid, 'SIGKILL'));
}

/** A watcher that is gone hears nothing, and that is no failure. */
function tell(message: WatchMessage, done: () => void = () => undefined): void {
  process.send?.(message, done);
}
