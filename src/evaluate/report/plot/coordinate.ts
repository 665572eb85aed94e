/** A coordinate as the page holds it: tenths of a pixel, the same on every machine. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}
