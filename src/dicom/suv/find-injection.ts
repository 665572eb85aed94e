import { InputError } from '../../errors.js';
import type { SaidOfPet } from '../../suv/find-suv-scale.js';
import { isLongLived, mostUptakeSeconds } from '../../suv/plausible.js';
import type { Reasons } from './dicom-suv.js';
import type { FindTime } from './find-time.js';
import type { PetAttributes } from './pet-attributes.js';

const day = 86400;

/**
 * Finds the time of injection.
 *
 * @param scan when the scan began; all times are in seconds from one zero
 * @param reasons null where the time is of no consequence: then nothing is told, and nothing refused
 * @returns null where it is not told
 * @throws InputError when it is absurd
 */
export function findInjection(
  { radiopharmaceutical }: PetAttributes,
  { injectionTime }: SaidOfPet,
  scan: number,
  halfLifeSeconds: number,
  time: FindTime,
  reasons: Reasons | null,
): number | null {
  const most = mostUptakeSeconds(halfLifeSeconds);
  const isPlausible = (at: number): boolean => scan - at >= 0 && scan - at <= most;
  const ofDay = (clock: number): number => {
    const at = scan - modulo(scan, day) + modulo(clock, day);
    return at > scan ? at - day : at;
  };
  const hours = (at: number): string => `${Number(((scan - at) / 3600).toFixed(2))} h`;
  const refuse = (at: number, what: string): never => {
    throw new InputError(
      `By ${what} the scan began ${hours(at)} after the injection. Expected 0 to ${Number((most / 3600).toFixed(2))} h: give the times with --injection-time and --scan-time.`,
    );
  };
  if (injectionTime !== null) {
    reasons?.from('--injection-time');
    const at = time.said(injectionTime, 'injectionTime', ofDay);
    return isPlausible(at) ? at : refuse(at, '--injection-time');
  }
  const { startDateTime = null, startTime = null } = radiopharmaceutical ?? {};
  const dated = startDateTime === null ? null : time.dateTime(startDateTime);
  if (dated !== null) {
    const name = 'RadiopharmaceuticalStartDateTime (0018,1078)';
    reasons?.from(name);
    if (isPlausible(dated)) return dated;
    const guessed = ofDay(dated);
    const isSure = !isLongLived(halfLifeSeconds) && isPlausible(guessed);
    if (reasons === null) return isSure ? guessed : null;
    if (!isSure) return refuse(dated, name);
    reasons.remark(
      `${name} lies ${hours(dated)} before the scan, as dates do that were shifted one by one: only its time of day was taken.`,
    );
    return guessed;
  }
  const clock = startTime === null ? null : time.clock(startTime);
  if (clock === null) return null;
  const name = 'RadiopharmaceuticalStartTime (0018,1072)';
  reasons?.from(name);
  const at = ofDay(clock);
  if (isLongLived(halfLifeSeconds)) {
    if (reasons === null) return null;
    throw new InputError(
      `${name} has no date, and of a nuclide that lives as long the scan may be days later. Give the time of injection with its date: --injection-time.`,
    );
  }
  if (modulo(clock, day) > modulo(scan, day)) {
    reasons?.remark(
      `${name} is later in the day than the scan: it was taken as of the day before.`,
    );
  }
  return isPlausible(at) ? at : reasons === null ? null : refuse(at, name);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
