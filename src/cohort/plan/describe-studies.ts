import { InputError } from '../../errors.js';
import { mapAtOnce } from '../../files/map-at-once.js';
import type { Log } from '../../log.js';
import type { CohortStudy } from '../cohort-study.js';
import type { DescribedStudy } from './cohort-plan.js';
import { describeInputs } from './describe-inputs.js';

// File systems over a network answer several at once.
const atOnce = 16;
const studiesOfPiece = 64;

/** Describes all studies, in their order and piece by piece; what cannot be read is told, and will fail in its run. */
export async function* describeStudies(
  studies: readonly CohortStudy[],
  log: Log,
): AsyncGenerator<readonly DescribedStudy[]> {
  for (let from = 0; from < studies.length; from += studiesOfPiece) {
    const piece = studies.slice(from, from + studiesOfPiece);
    yield await mapAtOnce(piece, atOnce, (study) => describe(study, log));
  }
}

async function describe(study: CohortStudy, log: Log): Promise<DescribedStudy> {
  try {
    return { study, ...(await describeInputs(study)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    log.warn({ study: study.name }, `${study.name} will fail in its run: ${error.message}`);
    return { study, voxels: 0, inputs: [] };
  }
}
