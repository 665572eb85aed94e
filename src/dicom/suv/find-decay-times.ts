import { InputError } from '../../errors.js';
import type { SaidOfPet } from '../../suv/find-suv-scale.js';
import type { Reasons } from './dicom-suv.js';
import { findInjection } from './find-injection.js';
import { type FindTime, timesOf } from './find-time.js';
import type { PetAttributes } from './pet-attributes.js';

/** Seconds from the injection. */
export interface DecayTimes {
  /** To what each slice is decay-corrected to. */
  readonly decaySeconds: readonly number[];
  /** To the scan's start; null where it is not told, and not needed. */
  readonly uptakeSeconds: number | null;
}

/**
 * Finds from when to when the injected activity has decayed until the time that the values of a PET refer to.
 *
 * @throws InputError that names the attribute which is missing or absurd
 */
export function findDecayTimes(
  slices: readonly PetAttributes[],
  said: SaidOfPet,
  halfLifeSeconds: number,
  reasons: Reasons,
): DecayTimes {
  const kind = decayCorrection(slices[0]!, said, reasons);
  const time = timesOf(slices[0]!.times, reasons);
  const acquired = slices.map(({ times }) => time.acquisition(times));
  const scan = scanStart(slices, said, acquired, halfLifeSeconds, kind === 'START', time, reasons);
  if (kind === 'ADMIN') {
    const told =
      scan === null ? null : findInjection(slices[0]!, said, scan, halfLifeSeconds, time, null);
    return {
      decaySeconds: slices.map(() => 0),
      uptakeSeconds: told === null ? null : scan! - told,
    };
  }
  if (scan === null) {
    throw new InputError(
      `SUV needs the time of the scan, but ${kind === 'NONE' ? 'AcquisitionTime (0008,0032)' : 'SeriesTime (0008,0031)'} is missing. Give it with --scan-time.`,
    );
  }
  const injected = findInjection(slices[0]!, said, scan, halfLifeSeconds, time, reasons);
  if (injected === null) {
    throw new InputError(
      'SUV needs the time of injection, but RadiopharmaceuticalStartDateTime (0018,1078) and RadiopharmaceuticalStartTime (0018,1072) are missing. Give it with --injection-time.',
    );
  }
  if (kind === 'START') {
    return { decaySeconds: slices.map(() => scan - injected), uptakeSeconds: scan - injected };
  }
  reasons.from('AcquisitionTime (0008,0032) and ActualFrameDuration (0018,1242) of each slice');
  return {
    decaySeconds: slices.map(({ times }, k) => {
      if (acquired[k] === null || acquired[k] === undefined || times.frameDuration === null) {
        throw new InputError(
          'The PET is not decay-corrected, so that SUV needs AcquisitionTime (0008,0032) and ActualFrameDuration (0018,1242) of every slice: of one it is missing.',
        );
      }
      return acquired[k] + meanCountSeconds(times.frameDuration, halfLifeSeconds) - injected;
    }),
    uptakeSeconds: scan - injected,
  };
}

type Kind = 'START' | 'ADMIN' | 'NONE';

function decayCorrection(
  { decayCorrection: told, correctedImage }: PetAttributes,
  { decayCorrection: said }: SaidOfPet,
  reasons: Reasons,
): Kind {
  if (said !== null) {
    reasons.from(`--decay-correction ${said}`);
    return said === 'start' ? 'START' : 'ADMIN';
  }
  if (told !== 'START' && told !== 'ADMIN' && told !== 'NONE') {
    throw new InputError(
      `SUV needs what the PET is decay-corrected to, but DecayCorrection (0054,1102) is ${told ?? 'missing'}. Expected START, ADMIN or NONE: give it with --decay-correction.`,
    );
  }
  reasons.from(`DecayCorrection (0054,1102): ${told}`);
  const isCorrected = correctedImage.includes('DECY');
  if (correctedImage.length > 0 && isCorrected !== (told !== 'NONE')) {
    reasons.remark(
      `DecayCorrection (0054,1102) is ${told}, but CorrectedImage (0028,0051) ${isCorrected ? 'has' : 'lacks'} DECY: the former was taken.`,
    );
  }
  return told;
}

// SeriesTime is often written without the fraction that AcquisitionTime has.
const sameSecond = 1;

/** The time that decay is corrected to with START; else that of the first slice. Null where it is not told. */
function scanStart(
  slices: readonly PetAttributes[],
  { scanTime }: SaidOfPet,
  acquired: readonly (number | null)[],
  halfLifeSeconds: number,
  isStart: boolean,
  time: FindTime,
  reasons: Reasons,
): number | null {
  const { times, geScanDateTime } = slices[0]!;
  if (scanTime !== null) {
    reasons.from('--scan-time');
    return time.said(scanTime, 'scanTime');
  }
  const first = leastOf(acquired);
  if (!isStart) return first ?? time.series(times);
  if (times.decayCorrectionDateTime !== null) {
    reasons.from('DecayCorrectionDateTime (0018,9701)');
    return time.dateTime(times.decayCorrectionDateTime);
  }
  const series = time.series(times);
  if (series !== null && (first === null || series <= first + sameSecond)) {
    reasons.from('SeriesDate, SeriesTime (0008,0031)');
    warnOfFrameTimes(slices, acquired, series, halfLifeSeconds, reasons);
    return series;
  }
  const late =
    'SeriesTime (0008,0031) is later than the first AcquisitionTime (0008,0032), so that it is no time of the scan';
  const ge = geScanDateTime === null ? null : time.dateTime(geScanDateTime);
  if (ge !== null && first !== null && ge <= first + sameSecond) {
    reasons.from("GE's scan time (0009,xx0D)");
    reasons.remark(`${late}: GE's private one was taken.`);
    return ge;
  }
  const computed = startByFrames(slices, acquired, halfLifeSeconds);
  if (computed !== null) {
    reasons.from(
      'AcquisitionTime (0008,0032), FrameReferenceTime (0054,1300), ActualFrameDuration (0018,1242)',
    );
    reasons.remark(`${late}: the start was computed from the times of the frames.`);
    return computed;
  }
  if (first === null) return null;
  throw new InputError(
    `${late}, and FrameReferenceTime (0054,1300) or ActualFrameDuration (0018,1242) is missing. Give the time with --scan-time.`,
  );
}

// Of F-18, half a per cent.
const muchSeconds = 60;

/** DICOM's frame times count from the series' time: where they do not, one of them is wrong. */
function warnOfFrameTimes(
  slices: readonly PetAttributes[],
  acquired: readonly (number | null)[],
  series: number,
  halfLifeSeconds: number,
  reasons: Reasons,
): void {
  const computed = startByFrames(slices, acquired, halfLifeSeconds);
  if (computed === null || Math.abs(computed - series) <= muchSeconds) return;
  reasons.remark(
    `By the times of its frames (FrameReferenceTime, 0054,1300) the scan began ${Math.round(Math.abs(computed - series))} s ${computed > series ? 'later' : 'earlier'} than SeriesTime (0008,0031) says; the latter was taken.`,
  );
}

/** The scan's start by the frames' times of mean counts; null where they are not told. */
function startByFrames(
  slices: readonly PetAttributes[],
  acquired: readonly (number | null)[],
  halfLifeSeconds: number,
): number | null {
  const starts = slices.map(({ times: { frameReferenceTime, frameDuration } }, k) => {
    const at = acquired[k] ?? null;
    const isTold = at !== null && (frameReferenceTime ?? 0) > 0 && (frameDuration ?? 0) > 0;
    if (!isTold) return null;
    return at - frameReferenceTime! / 1000 + meanCountSeconds(frameDuration!, halfLifeSeconds);
  });
  return starts.includes(null) ? null : leastOf(starts);
}

/** From a frame's start to when the decaying activity has its mean, s (QIBA). */
function meanCountSeconds(durationMs: number, halfLifeSeconds: number): number {
  const lambda = Math.LN2 / halfLifeSeconds;
  const decay = (lambda * durationMs) / 1000;
  return decay < 1e-9 ? 0 : Math.log(decay / -Math.expm1(-decay)) / lambda;
}

function leastOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b));
}
