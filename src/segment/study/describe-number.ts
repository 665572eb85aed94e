/** A number as a person reads it: three digits, no exponent. */
export function describeNumber(value: number): string {
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
