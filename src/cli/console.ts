import pino from 'pino';
import type { Log } from '../log.js';

/** Where a command tells what it is doing. */
export interface Console {
  readonly log: Log;
  /** Shows how far the network is. */
  readonly onProgress: (done: number, total: number) => void;
  /** Ends the progress bar, so that what follows starts on a line of its own. */
  finish(): void;
}

/**
 * A progress bar and plain lines on a terminal, pino's JSON lines otherwise.
 *
 * @param terminal standard output; only tests give another
 */
export function openConsole(terminal: NodeJS.WriteStream = process.stdout): Console {
  return terminal.isTTY ? terminalConsole(terminal) : jsonConsole();
}

const barWidth = 30;

function terminalConsole(terminal: NodeJS.WriteStream): Console {
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
      terminal.write(`\r${bar} tile ${done} of ${total}\u001b[K`);
      barIsOpen = true;
    },
    finish: clear,
  };
}

// The platform keeps only some hundred lines of a run, so progress is told in tenths.
const progressLines = 10;

function jsonConsole(): Console {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level } },
    pino.destination({ dest: 1, sync: true }),
  );
  let told = 0;
  return {
    log,
    onProgress: (done, total) => {
      const step = Math.floor((done / total) * progressLines);
      if (step > told) log.info({ tiles: done, of: total }, `network: ${done} of ${total} tiles`);
      told = step;
    },
    finish: () => undefined,
  };
}

function level(label: string): { level: string } {
  return { level: label };
}
