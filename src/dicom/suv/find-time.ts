import { InputError } from '../../errors.js';
import { type ClockTime, parseClockTime } from '../../suv/parse-clock-time.js';
import type { Reasons } from './dicom-suv.js';
import type { PetTimes } from './pet-attributes.js';

/** Gives the times of one series in seconds from one zero, in the series' own time zone; null for what is not told. */
export interface FindTime {
  series(times: PetTimes): number | null;
  acquisition(times: PetTimes): number | null;
  /** Of a DT with a date. */
  dateTime(text: string): number | null;
  /** Seconds of the day of a TM. */
  clock(text: string): number | null;
  /**
   * What the user says, in a form that has been checked.
   *
   * @param ofDay places a time without a date; default: on the day of the series
   */
  said(text: string, option: string, ofDay?: (clock: number) => number): number;
}

const day = 86400;

/** @param times of the series' first slice, which say its day and time zone */
export function timesOf(times: PetTimes, reasons: Reasons): FindTime {
  const zone = times.timezone === null ? null : offsetOf(times.timezone);
  const local = ({ seconds, offset }: ClockTime): number =>
    offset === null || zone === null ? seconds : seconds - offset + zone;
  const dated = (date: string | null, time: string | null): number | null => {
    const found = time === null ? null : parseClockTime(`${date ?? ''}${time}`);
    if (found === null) return null;
    return (found.day ?? seriesDay) * day + local(found);
  };
  const seriesDay = dayOf(times.seriesDate) ?? dayOf(times.acquisitionDate) ?? 0;
  return {
    series: ({ seriesDate, seriesTime }) => dated(seriesDate, seriesTime),
    acquisition: ({ acquisitionDate, acquisitionTime, seriesDate, seriesTime }) => {
      const found = dated(acquisitionDate ?? seriesDate, acquisitionTime);
      const series = dated(seriesDate, seriesTime);
      if (found === null || series === null || acquisitionDate !== null) return found;
      // Without a date of its own, a slice after midnight seems to be of the morning before.
      return found < series - day / 2 ? found + day : found;
    },
    dateTime: (text) => {
      const found = parseClockTime(text);
      if (found === null || found.day === null) return null;
      if (found.offset !== null && zone === null) {
        reasons.remark(
          'A time has a time zone, but TimezoneOffsetFromUTC (0008,0201) is missing: all were taken as of one zone.',
        );
      }
      return found.day * day + local(found);
    },
    clock: (text) => {
      const found = parseClockTime(text);
      return found === null ? null : local(found);
    },
    said: (text, option, ofDay) => {
      const found = parseClockTime(text);
      if (found === null) throw new InputError(`${option}: ${text} is no time.`);
      if (found.day !== null) return found.day * day + local(found);
      return ofDay === undefined ? seriesDay * day + local(found) : ofDay(local(found));
    },
  };
}

function dayOf(date: string | null): number | null {
  return date === null ? null : (parseClockTime(`${date}00`)?.day ?? null);
}

/** `+0100`, s. */
function offsetOf(text: string): number | null {
  return parseClockTime(`00${text}`)?.offset ?? null;
}
