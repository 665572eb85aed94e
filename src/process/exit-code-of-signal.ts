import { constants } from 'node:os';

/** What a shell gives as the exit code of a process that a signal has ended: 130 for SIGINT. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
