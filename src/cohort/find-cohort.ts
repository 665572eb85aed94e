import type { Log } from '../log.js';
import type { Cohort } from './cohort-study.js';
import { findDicomStudies } from './find-dicom-studies.js';
import { findStudies } from './find-studies.js';
import { pairStudies } from './pair-studies.js';

/** Where the studies of a cohort lie. */
export interface CohortSources {
  /** A folder for each study, in which `pet` and `ct` name files. */
  readonly studies?: string | undefined;
  /** Without `studies`: folders of PETs, and of CTs named as the PETs. */
  readonly pet?: string | undefined;
  /** False for PETs alone. */
  readonly ct?: string | false | undefined;
  /** In place of all these: a folder or .zip of DICOM files. */
  readonly dicom?: string | undefined;
  /** Names studies of DICOM by their UIDs. */
  readonly keepUids?: boolean | undefined;
}

/** What autoPET calls a study's files. */
export const usualNames = { pet: 'SUV.nii.gz', ct: 'CTres.nii.gz' };

/**
 * Finds the studies of a cohort.
 *
 * @throws InputError when there are none
 */
export async function findCohort(sources: CohortSources, log: Log): Promise<Cohort> {
  const { studies, pet = usualNames.pet, ct = usualNames.ct, dicom, keepUids = false } = sources;
  if (dicom !== undefined) return findDicomStudies(dicom, keepUids, log);
  const cts = ct === false ? null : ct;
  const found =
    studies === undefined ? await pairStudies(pet, cts) : await findStudies(studies, pet, cts, log);
  return { studies: found, close: async () => undefined };
}
