// Runs an entry point of the built program in adverse circumstances and tells how it ended.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * @param entry file in dist
 * @param options.shell what bash does first: `ulimit -n 64`
 * @param options.redirect where bash sends the outputs: `>/dev/full`
 * @param options.when what `act` waits for: milliseconds, or what standard output says
 * @param options.act is done then; it gets the process numbers of the watcher and of the work, and what was said
 * @returns the exit code as a shell has it, the last line on stderr, and the seconds it took
 */
export function run(entry, args, { shell = ':', redirect = '', env = {}, when, act } = {}) {
  const start = performance.now();
  const child = spawn(
    'bash',
    [
      '--norc',
      '--noprofile',
      '-c',
      `${shell}; exec "$0" "$@" ${redirect}`,
      process.execPath,
      join(dist, entry),
      ...args,
    ],
    { env: { ...process.env, BASH_ENV: '', ...env } },
  );
  const said = { out: '', err: '' };
  let hasActed = act === undefined;
  const perhaps = () => {
    if (hasActed) return;
    hasActed = true;
    act({ watcher: child.pid, work: childOf(child.pid), out: said.out });
  };
  const timer = typeof when === 'number' ? setTimeout(perhaps, when) : undefined;
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
    if (when instanceof RegExp && when.test(said.out)) perhaps();
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const lines = said.err.split('\n').filter((line) => line.trim() !== '');
      resolve({
        code: code ?? 128 + constants.signals[signal],
        line: lines.at(-1) ?? '',
        out: said.out,
        seconds: (performance.now() - start) / 1000,
      });
    });
  });
}

function childOf(pid) {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(text.trim().split(' ')[0]) || null;
}

/** The files below a folder, with those of the writer that are hidden. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() || entry.name.startsWith('.autopet-'))
    .map((entry) => entry.name)
    .sort();
}
