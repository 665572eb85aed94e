import { exitCodeOfSignal } from './exit-code-of-signal.js';
import { exitCodes } from './exit-codes.js';
import { isStopSignal, type StopSignalName } from './signals.js';
import type { Ending } from './watched-process.js';

/** What is made of the end of a watched process. */
export interface Judgement {
  readonly exitCode: number;
  /** What it could not say itself; null where it has said it all. */
  readonly line: string | null;
}

/** How the system ends a process whose memory is used up, and how V8 and allocators end their own. */
const memorySignals: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGKILL',
  'SIGABRT',
  'SIGTRAP',
  'SIGILL',
  'SIGBUS',
]);

const remedy =
  'Close other programs, work on less at once, or use a machine or container with more memory';

/**
 * Says with which exit code to end after a process that was watched over, and puts into words what it
 * could not say itself.
 *
 * @param stoppedBy the signal that the watcher was sent; null for none
 */
export function judgeEnding(
  { code, signal, isClean }: Ending,
  stoppedBy: StopSignalName | null,
): Judgement {
  if (signal === null) return judgeCode(code ?? 1);
  const stop = stoppedBy ?? (isStopSignal(signal) ? signal : null);
  if (stop !== null) {
    const left = isClean
      ? 'nothing half-written is left'
      : 'hidden .autopet-* files could not be removed';
    return { exitCode: exitCodeOfSignal(stop), line: `stopped by ${stop}; ${left}.` };
  }
  if (memorySignals.has(signal)) {
    return { exitCode: exitCodes['out-of-resources'], line: `${wordsFor(signal)}. ${remedy}.` };
  }
  return {
    exitCode: 1,
    line: `the process crashed (${signal}). This is a fault of autopet or of a library in it: please report it, with the command.`,
  };
}

function judgeCode(code: number): Judgement {
  if (code <= Math.max(...Object.values(exitCodes))) return { exitCode: code, line: null };
  return {
    exitCode: 1,
    line: `the process ended with exit code ${code}. This is a fault of autopet: please report it, with the command.`,
  };
}

function wordsFor(signal: NodeJS.Signals): string {
  if (signal === 'SIGKILL') {
    return 'the system killed the process, most likely because memory ran out';
  }
  if (signal === 'SIGBUS') {
    return 'the process gave up (SIGBUS): memory ran out, or a file was cut short while it was read';
  }
  return `the process gave up (${signal}), most likely because memory ran out, or its heap (NODE_OPTIONS=--max-old-space-size=MB enlarges that)`;
}
