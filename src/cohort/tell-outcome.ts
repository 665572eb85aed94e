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
    const { count, tmtv_ml, tlg, suv_max, dropped } = lesions;
    const found = `${count} lesion(s), ${tmtv_ml.toFixed(1)} ml in all`;
    log.info(
      { study, count, tmtv_ml, tlg, suv_max, dropped },
      `${place}: ${found}, after ${seconds.total} s on ${device}`,
    );
  }
}
