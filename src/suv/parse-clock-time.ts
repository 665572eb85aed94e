/** A time as a form or a header gives it: often of a day that is not told. */
export interface ClockTime {
  /** Days since 1970-01-01; null where only the time of day is told. */
  readonly day: number | null;
  /** Of the day, s. */
  readonly seconds: number;
  /** East of UTC, s; null where no time zone is told. */
  readonly offset: number | null;
}

const time = /(?<hour>\d{2})(?::?(?<minute>\d{2})(?::?(?<second>\d{2}(?:\.\d+)?))?)?/.source;
const date = /(?<year>\d{4})(?<dash>-?)(?<month>\d{2})\k<dash>(?<date>\d{2})/.source;
const zone = /(?<zone>Z|[+-]\d{2}:?\d{2})/.source;
const form = new RegExp(`^(?:${date}[T ]?)?${time} ?${zone}?$`);

/**
 * Parses DICOM's TM (`HHMMSS.ffffff`) and DT (`YYYYMMDDHHMMSS.ffffff&ZZXX`), and ISO 8601 with or without a
 * date (`2024-03-05T10:31:00+01:00`, `10:31`).
 *
 * @returns null for anything else, and for times that do not exist
 */
export function parseClockTime(text: string): ClockTime | null {
  const found = form.exec(text.trim())?.groups;
  if (found === undefined) return null;
  const [hour, minute, second] = [found.hour, found.minute, found.second].map((part) =>
    Number(part ?? 0),
  ) as [number, number, number];
  if (hour > 23 || minute > 59 || second >= 61) return null;
  const day = found.year === undefined ? null : dayOf(found.year, found.month!, found.date!);
  if (Number.isNaN(day)) return null;
  return {
    day,
    seconds: 3600 * hour + 60 * minute + second,
    offset: found.zone === undefined ? null : offsetOf(found.zone),
  };
}

/** NaN for a day that the calendar lacks. */
function dayOf(year: string, month: string, date: string): number {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date));
  const isThere = new Date(at).toISOString().startsWith(`${year}-${month}-${date}`);
  return isThere ? at / 86_400_000 : Number.NaN;
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/\D/g, '');
  return sign * (3600 * Number(digits.slice(0, 2)) + 60 * Number(digits.slice(2)));
}
