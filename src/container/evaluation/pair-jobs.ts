import { InputError } from '../../errors.js';
import type { CaseFiles, PairedCases } from '../../evaluate/score/pair-cases.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { oneFileEndings } from '../../files/endings.js';
import { imagesIn } from '../../files/images-in.js';
import { findCase } from './find-case.js';
import { findMask } from './find-mask.js';
import type { Job } from './read-predictions.js';

export interface JobPairing {
  /** Folder with a folder per job. */
  readonly input: string;
  /** Folder with a reference mask per case. */
  readonly groundTruth: string;
  /** Socket whose image name tells the case; null: any. */
  readonly inputSocket: string | null;
  /** Socket of the mask; null: the only one. */
  readonly outputSocket: string | null;
}

/** Cases with the masks of their jobs. */
export interface PairedJobs {
  readonly paired: PairedCases;
  /** Why a case has no mask, by its name. */
  readonly failures: ReadonlyMap<string, string>;
}

/**
 * Pairs the jobs of an algorithm with the reference masks. A job that did not succeed gives no mask,
 * whatever it left.
 *
 * @returns cases in the order of their names, one per reference, whether it has a job or not
 * @throws InputError when a job belongs to no case, or two to one
 */
export async function pairJobs(jobs: readonly Job[], options: JobPairing): Promise<PairedJobs> {
  const references = await imagesIn(options.groundTruth);
  if (references.size === 0) {
    throw new InputError(
      `${options.groundTruth} holds no reference mask. Expected files ending in ${oneFileEndings.join(', ')}.`,
    );
  }
  const names = [...references.keys()].sort(byCodePoint);
  const jobOf = jobsByCase(jobs, names, options.inputSocket);
  const failures = new Map<string, string>();
  const cases: CaseFiles[] = [];
  for (const name of names) {
    const job = jobOf.get(name);
    const prediction =
      job?.status === 'Succeeded' ? await findMask(options.input, job, options.outputSocket) : null;
    if (prediction === null) failures.set(name, reasonOf(job));
    cases.push({ name, reference: references.get(name)!, prediction, pet: null });
  }
  return { paired: { cases, extra: [], renamed: new Map() }, failures };
}

function jobsByCase(
  jobs: readonly Job[],
  names: readonly string[],
  inputSocket: string | null,
): ReadonlyMap<string, Job> {
  const jobOf = new Map<string, Job>();
  for (const job of jobs) {
    const name = findCase(job, names, inputSocket);
    const other = jobOf.get(name);
    if (other !== undefined) {
      throw new InputError(`Jobs ${other.pk} and ${job.pk} are both about case "${name}".`);
    }
    jobOf.set(name, job);
  }
  return jobOf;
}

function reasonOf(job: Job | undefined): string {
  if (job === undefined) return 'no job';
  if (job.status !== 'Succeeded') return `job ${job.pk} ended as ${job.status}`;
  return `job ${job.pk} left no mask`;
}
