// The part with one process: watches over it, so that a crash or a hang is a finding and no end.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./in-process.mjs', import.meta.url));
const patience = 180_000;

/**
 * @param limits `count` cases from `first` on; `until` (ms since 1970) ends it sooner
 * @param record hears of each case
 * @returns how many were run, and the memory of the last process after each hundred of them
 */
export async function inProcessPart(
  { seed, sandbox, spying },
  { first = 0, count, until },
  record,
) {
  let memory = [];
  let next = first;
  let restarts = 0;
  while (next < first + count && Date.now() < until) {
    const ended = await runFrom(next, first + count);
    if (ended === null) break;
    record({ part: 'image', index: next - 1, kind: 'unknown', outcome: 'lost', findings: [ended] });
    restarts++;
    memory = [];
  }
  return { run: next - first, memory, restarts };

  function runFrom(from, to) {
    const { root, bait } = sandbox;
    const child = fork(script, [JSON.stringify({ seed, from, to, root, bait })], {
      execArgv: ['--expose-gc'],
      env: { ...process.env, ...spying() },
    });
    let timer;
    let isHanging = false;
    let isDone = false;
    const wind = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isHanging = true;
        child.kill('SIGKILL');
      }, patience);
    };
    wind();
    return new Promise((resolve) => {
      child.on('message', ({ begun, done, result, rss }) => {
        wind();
        if (begun !== undefined) next = begun + 1;
        if (done === undefined) return;
        if (rss !== null) {
          memory.push(rss);
          console.error(`in-process: ${done + 1}, ${Math.round(rss / 2 ** 20)} MiB at rest`);
        }
        record({ index: done, ...result });
        if (done === to - 1) isDone = true;
        else if (Date.now() > until) {
          isDone = true;
          child.kill('SIGKILL');
        }
      });
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        if (isDone) resolve(null);
        else if (isHanging) resolve({ kind: 'hang', what: `no end in ${patience / 1000} s` });
        else resolve({ kind: 'crash', what: `the process ended with ${signal ?? code}` });
      });
    });
  }
}
