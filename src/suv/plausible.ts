/** What a patient may weigh, kg: more or less is in another unit. */
export const plausibleWeightKg = [1, 500] as const;

/** How tall a patient may be, cm: more or less is in another unit. */
export const plausibleHeightCm = [50, 250] as const;

/** What may be injected for a PET, MBq: more or less is in another unit. */
export const plausibleDoseMbq = [1, 5000] as const;

const usualMost = 12 * 3600;

/** The longest that may pass from injection to scan, s: 12 h, or three half-lives of a nuclide that lives longer. */
export function mostUptakeSeconds(halfLifeSeconds: number): number {
  return Math.max(usualMost, 3 * halfLifeSeconds);
}

// Six hours: of nuclides that live longer people are scanned days later.
const longLivedSeconds = 6 * 3600;

/** Whether a nuclide lives so long that the day of a scan cannot be guessed from the time of day. */
export function isLongLived(halfLifeSeconds: number): boolean {
  return halfLifeSeconds > longLivedSeconds;
}

/** Whether a number lies within bounds that are part of it. */
export function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
