import type { Log } from '../log.js';
import type { Outcome } from './write-tables.js';

/** Says what became of a study. */
export function tellOutcome(
  place: string,
  { study, report, error }: Outcome,
  isOld: boolean,
  log: Log,
): void {
  if (report === null) {
    log.warn({ study }, `${place}: ${error?.message}`);
  } else if (isOld) {
    log.info({ study }, `${place}: was done before`);
  } else {
    const { lesions, seconds, device } = report;
    const found = `${lesions.count} lesion(s), ${lesions.tmtv_ml.toFixed(1)} ml in all`;
    log.info({ study, ...lesions }, `${place}: ${found}, after ${seconds.total} s on ${device}`);
  }
}
