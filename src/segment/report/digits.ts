/** What a page has where there is nothing to tell. */
export const none = '–';

/** A number with so many digits after the point, for people. */
export function digits(value: number | null, count: number): string {
  return value === null ? none : value.toFixed(count);
}
