import { InvalidArgumentError } from 'commander';
import type { FoldChoice } from '../nnunet/model/find-folds.js';

/** `0,1` as fold names; `all` and `auto` as they are. */
export function parseFolds(text: string): FoldChoice {
  if (text === 'all' || text === 'auto') return text;
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => /^\d+$/.test(name))) return names;
  throw new InvalidArgumentError('Expected fold numbers such as 0,1, or all.');
}

/** A share above 0, at most 1. */
export function parseStepSize(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('Expected a number above 0 and at most 1.');
}

/** Seconds above 0. */
export function parseSeconds(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number of seconds above 0.');
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

/** A whole number from 0. */
export function parseNatural(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value < 2 ** 31) return value;
  throw new InvalidArgumentError('Expected a whole number from 0.');
}

/** A label of a mask; 0 is the background. */
export function parseLabel(text: string): number {
  return parseCount(text);
}
