import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ResourceError } from '../../errors.js';
import { throwIfAborted } from '../../process/until-aborted.js';
import type { ScoreAnswer, ScoreJob } from './score-process.js';

const script = fileURLToPath(new URL('./score-process.js', import.meta.url));

// At its end a thread of Node.js 20, as images are read in, waits for what V8 still compiles for it in
// the background. Should that in turn wait for a garbage collection, which only the ended thread could
// do, both wait for ever (seen in one of three runs over a dozen cases). So the process compiles as it
// goes. The flag holds for all of a process, and so is none to set in the process of who calls us.
const flags = ['--no-concurrent-recompilation'];

/**
 * Scores one case in a process of its own, which gives its memory back and which a signal can end at
 * any moment.
 *
 * @throws ResourceError when the process was killed, or ran out of memory or files
 * @throws InterruptedError when the signal is aborted first; the process has ended then
 */
export async function scoreAside(job: ScoreJob, signal: AbortSignal | null): Promise<ScoreAnswer> {
  throwIfAborted(signal);
  const child = fork(script, { execArgv: flags, serialization: 'advanced' });
  const kill = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  let answer: ScoreAnswer | null = null;
  child.once('message', (message) => {
    answer = message as ScoreAnswer;
  });
  child.send(job);
  try {
    // Answers that are still under way are delivered before the channel is done.
    const [[code, killedBy]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
    throwIfAborted(signal);
    const given =
      (answer as ScoreAnswer | null) ?? endedEarly(killedBy ?? `exit code ${code}`, job);
    if ('exhausted' in given) throw new ResourceError(given.exhausted);
    return given;
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}

/** V8 ends a process whose heap is full with SIGABRT, the system one that has taken its memory with SIGKILL. */
function endedEarly(how: string, { files }: ScoreJob): never {
  if (how === 'SIGKILL' || how === 'SIGABRT') {
    throw new ResourceError(
      `Case ${files.name} could not be scored: its process ended with ${how}, most likely because memory ran out. Score fewer cases at once (--workers 1), or use a machine with more memory.`,
    );
  }
  throw new Error(`The process that scored case ${files.name} ended with ${how}.`);
}
