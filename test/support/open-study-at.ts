import { type OpenStudy, openStudy } from '../../src/segment/study/open-study.js';
import { nothingSaid } from './nothing-said.js';
import { recordLog } from './record-log.js';

/** Opens a study of which nothing is said. */
export async function openStudyAt(pet: string, ct: string | null): Promise<OpenStudy> {
  return openStudy({ pet, ct, ...nothingSaid }, recordLog().log);
}
