import { join } from 'node:path';

/** The folder of a study's results within a cohort's output. It is there only when the study is done. */
export function studyFolder(output: string, study: string): string {
  return join(output, 'studies', study);
}
