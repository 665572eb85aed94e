import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type IndexEntry, indexFields } from '../index/index-entry.js';
import { readFailure } from '../run/failures.js';
import { studyFolder } from '../run/study-folder.js';
import { doneReport } from './done-report.js';
import type { FoundStudy } from './look-at-cohort.js';

const schema = z.object(indexFields);

/**
 * What a cohort's index tells of a study that is done or has failed.
 *
 * @throws InputError when what a run has written is damaged
 */
export async function cohortEntry(
  output: string,
  { name: study, state }: FoundStudy,
): Promise<IndexEntry> {
  if (state === 'failed') {
    const error = (await readFailure(output, study))?.message ?? '';
    return { study, page: null, thumbnail: null, error, report: null };
  }
  const ifThere = (file: string): string | null =>
    existsSync(join(studyFolder(output, study), file)) ? `studies/${study}/${file}` : null;
  return {
    study,
    page: ifThere('page.html'),
    thumbnail: ifThere('thumbnail.png'),
    error: null,
    report: await doneReport(output, study, schema),
  };
}
