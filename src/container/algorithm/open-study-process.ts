import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { AutopetError, type ErrorCode, ResourceError } from '../../errors.js';
import { exitCodes } from '../../process/exit-codes.js';
import { judgeEnding } from '../../process/judge-ending.js';
import type { WatchMessage } from '../../process/messages.js';
import { type Ending, startWatched } from '../../process/watched-process.js';
import type { Opened } from './serve.js';
import type { StudyAnswer, StudyRequest } from './study-messages.js';

const entry = join(import.meta.dirname, 'study-entry.js');

/** What went wrong in the process that holds the model. */
class StudyProcessError extends AutopetError {
  constructor(
    message: string,
    readonly code: ErrorCode,
  ) {
    super(message);
  }
}

/**
 * Starts the process that holds the model and takes the studies, so that the server answers while one
 * is computed, and outlives what goes wrong there.
 *
 * @param stop kills it, also while it loads
 * @param script only tests give another
 * @throws AutopetError with the code of what went wrong in loading
 */
export async function openStudyProcess(stop: AbortSignal, script = entry): Promise<Opened> {
  const { child, ended } = startWatched(script);
  const kill = (): void => void child.kill('SIGKILL');
  stop.addEventListener('abort', kill, { once: true });
  const death = ended.then(whyDead).finally(() => stop.removeEventListener('abort', kill));
  const answer = (): Promise<string[]> => Promise.race([nextAnswer(child), death.then(raise)]);
  await answer();
  return {
    invoke: () => {
      const answered = answer();
      child.send({ asks: 'study' } satisfies StudyRequest, () => undefined);
      return answered;
    },
    death,
    close: async () => {
      kill();
      await ended;
    },
  };
}

/** The files written; rejects with what went wrong. */
function nextAnswer(child: ChildProcess): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const listen = (message: StudyAnswer | WatchMessage): void => {
      if (message.tells !== 'done' && message.tells !== 'failed') return;
      child.off('message', listen);
      if (message.tells === 'done') resolve(message.files);
      else reject(errorOf(message));
    };
    child.on('message', listen);
  });
}

function errorOf({ code, message }: StudyAnswer & { readonly tells: 'failed' }): Error {
  return code === null ? new Error(message) : new StudyProcessError(message, code);
}

function whyDead(ending: Ending): Error {
  const { exitCode, line } = judgeEnding(ending, null);
  const message = line ?? `The process that holds the model ended with exit code ${exitCode}.`;
  return exitCode === exitCodes['out-of-resources']
    ? new ResourceError(message)
    : new Error(message);
}

function raise(error: Error): never {
  throw error;
}
