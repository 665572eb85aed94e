import pino from 'pino';
import type { Log } from '../log.js';

/** Where a command tells what it is doing. */
export interface Console {
  readonly log: Log;
  /** Shows how far the work is. */
  readonly onProgress: (done: number, total: number) => void;
  /** Ends the progress bar, so that what follows starts on a line of its own. */
  finish(): void;
}

/** What progress counts: the network's tiles, or cases that are scored. */
export type Progress = 'tile' | 'case';

/**
 * A progress bar and plain lines on a terminal, pino's JSON lines otherwise.
 *
 * @param terminal standard output; only tests give another
 */
export function openConsole(
  terminal: NodeJS.WriteStream = process.stdout,
  progress: Progress = 'tile',
): Console {
  return terminal.isTTY ? terminalConsole(terminal, progress) : jsonConsole(progress);
}

const barWidth = 30;

function terminalConsole(terminal: NodeJS.WriteStream, progress: Progress): Console {
  let barIsOpen = false;
  const clear = (): void => {
    if (barIsOpen) terminal.write('\r\u001b[K');
    barIsOpen = false;
  };
  const say =
    (mark: string) =>
    (_fields: unknown, message?: string): void => {
      clear();
      terminal.write(`${mark}${message ?? ''}\n`);
    };
  return {
    log: { info: say(''), warn: say('warning: ') },
    onProgress: (done, total) => {
      const filled = Math.round((done / total) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      terminal.write(`\r${bar} ${progress} ${done} of ${total}\u001b[K`);
      barIsOpen = true;
    },
    finish: clear,
  };
}

// The platform keeps only some hundred lines of a run, so progress is told in tenths.
const progressLines = 10;

const steps: Readonly<Record<Progress, string>> = { tile: 'network', case: 'scoring' };

function jsonConsole(progress: Progress): Console {
  const destination = pino.destination({ dest: 1, sync: true });
  // What is told gets lost where the disk is full; what is worked on does not.
  destination.on('error', () => undefined);
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level } },
    destination,
  );
  let told = 0;
  return {
    log,
    onProgress: (done, total) => {
      const step = Math.floor((done / total) * progressLines);
      if (step > told) {
        log.info(
          { [`${progress}s`]: done, of: total },
          `${steps[progress]}: ${done} of ${total} ${progress}s`,
        );
      }
      told = step;
    },
    finish: () => undefined,
  };
}

function level(label: string): { level: string } {
  return { level: label };
}
