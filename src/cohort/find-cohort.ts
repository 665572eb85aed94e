import type { Log } from '../log.js';
import type { Cohort, StudyFiles } from './cohort-study.js';
import { findBidsStudies, isBids } from './find-bids-studies.js';
import { findStudies } from './find-studies.js';
import { pairStudies } from './pair-studies.js';
import { isTable, readStudyTable } from './read-study-table.js';

/** Where the studies of a cohort lie. */
export interface CohortSources {
  /** A folder for each study, in which `pet` and `ct` name files; a BIDS data set; or a table of studies. */
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
  const { dicom, keepUids = false } = sources;
  if (dicom !== undefined) {
    // Its libraries are large, and most studies are image files.
    const { findDicomStudies } = await import('./find-dicom-studies.js');
    return findDicomStudies(dicom, keepUids, log);
  }
  return { studies: await findFiles(sources, log), close: async () => undefined };
}

async function findFiles(
  { studies, pet, ct }: CohortSources,
  log: Log,
): Promise<readonly StudyFiles[]> {
  const [petName, ctName] = [pet ?? usualNames.pet, ct === false ? null : (ct ?? usualNames.ct)];
  if (studies === undefined) return pairStudies(petName, ctName, log);
  if (await isTable(studies)) return readStudyTable(studies);
  const namesFiles = pet !== undefined || typeof ct === 'string';
  if (!namesFiles && isBids(studies)) return findBidsStudies(studies, ct !== false, log);
  return findStudies(studies, petName, ctName, log);
}
