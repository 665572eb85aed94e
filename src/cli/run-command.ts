import { AutopetError, exitCodeOf } from '../errors.js';

/**
 * Runs a command to its end and sets the exit code. A failure is told in one line, the last on
 * stderr: that is the line which Grand Challenge shows to a participant.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  exitOnSignals();
  try {
    await command();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (!(error instanceof AutopetError)) console.error(error);
    const message = error instanceof Error ? error.message : String(error);
    console.error(`autopet: ${message.replace(/\s+/g, ' ').trim()}`);
  }
}

// What the shell reports for a process that a signal ended: 128 plus the signal's number.
const signalCodes = { SIGTERM: 143, SIGINT: 130 } as const;

/** An exit runs the clean-up that keeps partial files from staying behind. */
function exitOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      console.error(`autopet: stopped by ${signal}; no mask was written.`);
      process.exit(signalCodes[signal]);
    });
  }
}
