import { InvalidArgumentError } from 'commander';

// What the text of an argument stands for. Which values are allowed is for the options' schema to say.

/** `0,1` as a list of names; `all` and `auto` as they are. */
export function toFolds(text: string): 'all' | 'auto' | readonly string[] {
  if (text === 'all' || text === 'auto') return text;
  return text.split(',').map((name) => name.trim());
}

/** `tumor,metastasis` as a list. */
export function toNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

/** Any number, or the word `any`. */
export function toLabel(text: string): number | 'any' {
  return text === 'any' ? text : toNumber(text);
}

/** Any number. */
export function toNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && !Number.isNaN(value)) return value;
  throw new InvalidArgumentError('Expected a number.');
}
