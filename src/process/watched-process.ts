import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { WatchMessage } from './messages.js';

/** A process that does the work, and over which this one watches. */
export interface WatchedProcess {
  /** Hears the messages that are not for the watcher, too. */
  readonly child: ChildProcess;
  /** How it ended; rejects when it could not be started. What it had half-written is gone then. */
  readonly ended: Promise<Ending>;
}

/** How a process has ended: by itself with an exit code, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether all that it had half-written could be removed. */
  readonly isClean: boolean;
}

/**
 * Starts a script of this program in a process of its own, which takes over standard input and outputs.
 * It may be killed at any moment: it tells what it leaves half-written (`tellWatcher`), and that is
 * removed when it has ended, however it did.
 */
export function startWatched(script: string, args: readonly string[] = []): WatchedProcess {
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const partials = new Set<string>();
  let toldCode: number | null = null;
  child.on('message', (message: WatchMessage) => {
    if (message.tells === 'end') toldCode = message.exitCode;
    if (message.tells !== 'partial') return;
    if (message.isThere) partials.add(message.path);
    else partials.delete(message.path);
  });
  // Messages that are still under way are delivered before the channel is done.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(
    ([[code, signal]]): Ending => {
      const isClean = removeAll(partials);
      return toldCode === null
        ? { code, signal, isClean }
        : { code: toldCode, signal: null, isClean };
    },
  );
  return { child, ended };
}

function removeAll(partials: ReadonlySet<string>): boolean {
  let isClean = true;
  for (const path of partials) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The others can still be removed.
      isClean = false;
    }
  }
  return isClean;
}
