import { Lack } from './lack.js';
import { parseClockTime } from './parse-clock-time.js';
import type { PetFacts } from './pet-facts.js';
import { isLongLived, mostUptakeSeconds } from './plausible.js';
import { secondsBetween } from './seconds-between.js';

/** To which time an image is decay-corrected, in DICOM's words (0054,1102): the scan's start or the injection. */
export const decayCorrections = ['start', 'admin'] as const;
export type DecayCorrection = (typeof decayCorrections)[number];

/** What the user says of times; null for nothing. */
export interface SaidTimes {
  /** As parseClockTime takes it. */
  readonly injectionTime: string | null;
  readonly scanTime: string | null;
  readonly decayCorrection: DecayCorrection | null;
}

/** Both in seconds. */
export interface Times {
  /** From the injection to what the image is decay-corrected to. */
  readonly decaySeconds: number;
  /** From the injection to the scan; null where it is not told, and not needed. */
  readonly uptakeSeconds: number | null;
}

/**
 * Finds the times that a scale needs, from what the user says and else from a sidecar.
 *
 * @param facts null without a sidecar
 * @throws Lack for what is missing or absurd
 */
export function findTimes(said: SaidTimes, facts: PetFacts | null, halfLifeSeconds: number): Times {
  const uptakeSeconds = uptakeSaid(said, halfLifeSeconds) ?? uptakeTold(said, facts);
  const isSaid = said.injectionTime !== null;
  check('the time from injection to scan', uptakeSeconds ?? 0, halfLifeSeconds, isSaid);
  const decaySeconds = decayOf(said, facts, uptakeSeconds ?? 0);
  check('the time from injection to what decay is corrected to', decaySeconds, halfLifeSeconds);
  return { decaySeconds, uptakeSeconds };
}

function uptakeSaid(
  { injectionTime, scanTime }: SaidTimes,
  halfLifeSeconds: number,
): number | null {
  if (injectionTime === null && scanTime === null) return null;
  if (injectionTime === null) {
    throw new Lack('injectionTime', 'is missing: a time of scan says nothing without it.', true);
  }
  if (scanTime === null) {
    throw new Lack('scanTime', 'is missing: a time of injection says nothing without it.', true);
  }
  const [injection, scan] = [parseClockTime(injectionTime)!, parseClockTime(scanTime)!];
  const uptake = secondsBetween(injection, scan);
  const both = `found ${injectionTime} for the injection and ${scanTime} for the scan`;
  if (uptake === null) {
    throw new Lack('scanTime', `${both}: expected both with a time zone, or none.`, true);
  }
  const isDated = injection.day !== null && scan.day !== null;
  if (!isDated && isLongLived(halfLifeSeconds)) {
    throw new Lack('injectionTime', `${both}: of such a nuclide expected both with a date.`, true);
  }
  return uptake;
}

function uptakeTold({ decayCorrection }: SaidTimes, facts: PetFacts | null): number | null {
  const { injection = null, scan = null } = facts ?? {};
  if (injection !== null && scan !== null) return scan - injection;
  if (decayCorrection === 'admin') return null;
  const missing =
    facts === null
      ? "the times of injection and scan are missing, expected DICOM's TM or DT, or ISO 8601."
      : `${injection === null ? 'InjectionStart' : 'ScanStart'} is missing.`;
  throw new Lack('injectionTime', missing);
}

function decayOf(
  { decayCorrection }: SaidTimes,
  facts: PetFacts | null,
  uptakeSeconds: number,
): number {
  if (decayCorrection === 'admin') return 0;
  if (decayCorrection === 'start' || facts === null) return uptakeSeconds;
  const { isDecayCorrected, correctedTo, scan } = facts;
  if (isDecayCorrected === null) {
    throw new Lack('decayCorrection', 'ImageDecayCorrected is missing.');
  }
  if (!isDecayCorrected) {
    throw new Lack(
      'decayCorrection',
      'ImageDecayCorrected is false: parts of a body that are scanned one after the other have decayed differently. Expected a PET that is decay-corrected.',
    );
  }
  if (correctedTo === null) {
    throw new Lack('decayCorrection', 'ImageDecayCorrectionTime is missing.');
  }
  if (scan === null) throw new Lack('injectionTime', 'ScanStart is missing.');
  return uptakeSeconds + correctedTo - scan;
}

function check(what: string, seconds: number, halfLifeSeconds: number, isOfOption = false): void {
  const most = mostUptakeSeconds(halfLifeSeconds);
  if (seconds >= 0 && seconds <= most) return;
  const hours = (value: number): string => `${Number((value / 3600).toFixed(2))} h`;
  throw new Lack(
    'injectionTime',
    `${what} is ${hours(seconds)}, expected 0 to ${hours(most)}.`,
    isOfOption,
  );
}
