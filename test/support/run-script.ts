import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a module's text in a Node.js process of its own, where `autopet` is this package.
 *
 * @returns what it printed, once the process has ended by itself
 * @throws Error when it fails, or has not ended after a minute
 */
export function runScript(text: string, ...args: readonly string[]): Promise<string> {
  const options = { cwd: root, timeout: 60_000, killSignal: 'SIGKILL' } as const;
  return new Promise((resolve, reject) => {
    const node = ['--input-type=module', '--eval', text, ...args];
    execFile(process.execPath, node, options, (error, stdout) => {
      if (error === null) resolve(stdout.trim());
      else reject(error);
    });
  });
}
