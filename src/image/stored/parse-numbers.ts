const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The numbers of a header's value, split at blanks; NaN for what is no decimal number. */
export function parseNumbers(value: string): number[] {
  return value
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (decimal.test(word) ? Number(word) : Number.NaN));
}
