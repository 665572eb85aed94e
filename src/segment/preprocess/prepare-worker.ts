/** Prepares one channel in a thread of its own; see {@link prepareAside}. */
import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../../errors.js';
import type { ChannelJob, PreparedChannel } from './channel-job.js';
import { prepareChannel } from './prepare-channel.js';

/** The channel, or why it is refused: errors lose their class on the way between threads. */
export type PrepareAnswer = PreparedChannel | { readonly refusal: string };

try {
  const prepared = prepareChannel(workerData as ChannelJob);
  parentPort?.postMessage(prepared, [prepared.data.buffer as ArrayBuffer]);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  parentPort?.postMessage({ refusal: error.message } satisfies PrepareAnswer);
}
