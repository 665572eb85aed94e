/** Reads and prepares one study in a thread of its own; see {@link readAhead}. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Log, silentLog } from '../../log.js';
import { type InputModel, prepareInput } from '../preprocess/prepare-input.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { type ModelDemands, refusalOf } from '../study/input-check.js';
import { openStudy, type StudyInput } from '../study/open-study.js';
import { type ReadStudy, readStudy } from '../study/read-study.js';

/** What is to be read, as a message. */
export interface AheadJob {
  readonly study: StudyInput;
  readonly demands: ModelDemands;
  /** Whose network's input is made; null for none. */
  readonly model: InputModel | null;
  /** How many may compute at once. */
  readonly threads: number;
}

/** What came of it, as a message. */
export interface AheadAnswer {
  readonly study: ReadStudy;
  /** Null where none was asked for, or the study is refused. */
  readonly input: NetworkInput | null;
  /** What the log was told on the way. */
  readonly told: readonly (readonly [keyof Log, object, string])[];
}

const { study: files, demands, model, threads } = workerData as AheadJob;
const told: [keyof Log, object, string][] = [];
const log: Log = {
  info: (fields, message) => void told.push(['info', fields, message]),
  warn: (fields, message) => void told.push(['warn', fields, message]),
};
// What its headers give cause to tell is told when its turn comes.
const study = await readStudy(await openStudy(files, silentLog), log, demands);
const isRefused = refusalOf(study.inputCheck) !== undefined;
const input = model === null || isRefused ? null : await prepareInput(study, model, null, threads);
parentPort?.postMessage({ study, input, told } satisfies AheadAnswer, buffersOf(study, input));

/** All that can be handed over; voxels in shared memory need not be. */
function buffersOf({ pet, ct }: ReadStudy, input: NetworkInput | null): ArrayBuffer[] {
  const arrays = [pet.data, ...(ct === null ? [] : [ct.data]), ...(input?.channels ?? [])];
  return [...new Set(arrays.map(({ buffer }) => buffer))].filter(
    (buffer) => buffer instanceof ArrayBuffer,
  );
}
