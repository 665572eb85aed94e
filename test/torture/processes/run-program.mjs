// Runs one of autopet's programs and sees it off: its exit code, its last word, and that nothing of it is left.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const programs = {
  autopet: fileURLToPath(new URL('../../../dist/cli.js', import.meta.url)),
  container: fileURLToPath(new URL('../../../dist/main.js', import.meta.url)),
  evaluation: fileURLToPath(new URL('../../../dist/evaluation-main.js', import.meta.url)),
};

const groups = new Set();

/** Ends all that was started and goes on. */
export function endPrograms() {
  for (const group of groups) killGroup(group);
}

/**
 * Starts a program in a process group of its own.
 *
 * @returns the child; `ended` resolves with its exit code, signal, output, and how many processes it left
 */
export function startProgram(program, args, { env = {}, cwd } = {}) {
  const child = spawn(process.execPath, [programs[program], ...args], {
    env: { ...process.env, ...env },
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  groups.add(child.pid);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      said[name] += text;
    });
  }
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', async (code, signal) => {
      // On a busy machine what watched over may take a while to notice.
      const isLeft = !(await groupIsGone(child.pid, 200));
      if (isLeft) killGroup(child.pid);
      groups.delete(child.pid);
      resolve({ code, signal, ...said, isLeft });
    });
  });
  return { child, said, ended };
}

/** Runs a program to its end, or for `patience` ms. */
export async function runProgram(program, args, { patience = 90_000, ...options } = {}) {
  const { child, ended } = startProgram(program, args, options);
  let isHanging = false;
  const timer = setTimeout(() => {
    isHanging = true;
    killGroup(child.pid);
  }, patience);
  const result = await ended;
  clearTimeout(timer);
  return { ...result, isHanging };
}

const classified = [0, 2, 3, 4];

/** What is wrong with the way in which a program ended, whatever it did. */
export function faultsOf({ code, signal, stderr, isLeft, isHanging }) {
  if (isHanging) return [{ kind: 'hang', what: `no end; it said: ${stderr.slice(-300)}` }];
  const faults = [];
  if (!classified.includes(code))
    faults.push({ kind: 'crash', what: `ended with ${signal ?? code}: ${stderr.slice(-1500)}` });
  else if (code !== 0 && !lastLine(stderr).startsWith('autopet: ')) {
    faults.push({
      kind: 'no-last-word',
      what: `exit code ${code}, last line ${JSON.stringify(lastLine(stderr))}`,
    });
  }
  if (isLeft) faults.push({ kind: 'left-running', what: 'a process of its group goes on' });
  return faults;
}

export function lastLine(text) {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

/** Whether all processes of a group have ended, asked for as often as `times`. */
export async function groupIsGone(group, times) {
  for (let i = 0; i < times; i++) {
    try {
      process.kill(-group, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

export function killGroup(group, signal = 'SIGKILL') {
  try {
    process.kill(-group, signal);
  } catch {
    // It is gone already.
  }
}
