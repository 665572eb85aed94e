import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line on stderr that is not empty: what a participant is shown. */
  readonly lastError: string;
}

/** Runs a built entry point (`cli.js`, `main.js`) as a process of its own. */
export function runNode(
  entry: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const script = fileURLToPath(new URL(`../../dist/${entry}`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...environment },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lines = output.stderr.split('\n').filter((line) => line.trim() !== '');
      resolve({ code, ...output, lastError: lines.at(-1) ?? '' });
    });
  });
}
