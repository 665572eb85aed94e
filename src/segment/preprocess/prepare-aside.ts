import { InputError, ResourceError } from '../../errors.js';
import { startThread } from '../../process/start-thread.js';
import type { ChannelJob, PreparedChannel } from './channel-job.js';
import type { PrepareAnswer } from './prepare-worker.js';

/**
 * Does what {@link prepareChannel} does in a worker thread, so that another channel can be worked on
 * meanwhile. Voxels in shared memory are not copied.
 *
 * @throws InputError if the channel's values do not fit the scheme; ResourceError when the thread is lost
 */
export function prepareAside(job: ChannelJob): Promise<PreparedChannel> {
  return new Promise((resolve, reject) => {
    const worker = startThread(new URL('./prepare-worker.js', import.meta.url), {
      workerData: job,
    });
    worker.on('message', (answer: PrepareAnswer) => {
      if ('refusal' in answer) reject(new InputError(answer.refusal));
      else resolve(answer);
    });
    worker.on('error', reject);
    // After an answer this changes nothing.
    worker.on('exit', (code) => reject(lost(code)));
  });
}

function lost(code: number): ResourceError {
  return new ResourceError(
    `The thread that prepares a channel ended before its time (exit code ${code}). There may be no memory left: free some, and try again.`,
  );
}
