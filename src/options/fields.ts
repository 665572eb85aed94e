/**
 * The fields that options are made of. Whatever has a default may be left out or null. Each says what
 * is expected of it with `describe`, last of all, for {@link parseOptions}'s message.
 */
import { z } from 'zod';
import { type Log, type OnProgress, silentLog } from '../log.js';

// No system takes a path with a NUL in it.
const anyPath = z
  .string()
  .min(1)
  .refine((given) => !given.includes('\0'));

/** A path that must be given. */
export function requiredPath(expected: string) {
  return anyPath.describe(expected);
}

/** Any field that may be left out, with its default. */
export function optional<Schema extends z.ZodType, const Usual>(
  schema: Schema,
  usual: Usual,
  expected: string,
) {
  return schema
    .nullish()
    .transform((value): NonNullable<z.output<Schema>> | Usual => value ?? usual)
    .describe(expected);
}

/** A path that may be left out. */
export function path<Usual extends string | null>(usual: Usual, expected: string) {
  return optional(anyPath, usual, expected);
}

/** One of a few words. */
export function choice<const Word extends string, Usual extends NoInfer<Word> | null>(
  words: readonly [Word, ...Word[]],
  usual: Usual,
) {
  return optional(z.enum(words), usual, `one of ${words.join(', ')}`);
}

// Counters and the seeds of generators have 32 bits.
const largestWhole = 2 ** 31 - 1;

/** A whole number from `least`. */
export function wholeFrom<Usual extends number | null>(
  least: number,
  usual: Usual,
  most = largestWhole,
) {
  const upTo = most === largestWhole ? '' : ` to ${most}`;
  const expected = `a whole number from ${least}${upTo}`;
  return optional(z.number().int().min(least).max(most), usual, expected);
}

/** A number within bounds that are part of it. */
export function numberFrom<Usual extends number | null>(
  least: number,
  most: number,
  usual: Usual,
  unit = '',
) {
  const expected = `a number from ${least} to ${most}${unit}`;
  return optional(z.number().min(least).max(most), usual, expected);
}

/** Seconds; null for no limit. */
export function seconds() {
  return optional(z.number().positive(), null, 'a number of seconds above 0');
}

/** Where to tell what is done; default: nowhere. */
export function log() {
  const expected = 'an object with the methods info(fields, message) and warn(fields, message)';
  return optional(z.custom<Log>(isLog), silentLog, expected);
}

/** What hears of the progress; default: nobody. */
export function onProgress() {
  const isFunction = (value: unknown): boolean => typeof value === 'function';
  const expected = 'a function (done, total) => void';
  return optional(z.custom<OnProgress>(isFunction), () => undefined, expected);
}

/** What may stop the work; null for nothing. */
export function signal() {
  const isSignal = (value: unknown): boolean => value instanceof AbortSignal;
  return optional(z.custom<AbortSignal>(isSignal), null, 'an AbortSignal');
}

function isLog(value: unknown): boolean {
  const { info, warn } = Object(value) as Partial<Log>;
  return typeof info === 'function' && typeof warn === 'function';
}
