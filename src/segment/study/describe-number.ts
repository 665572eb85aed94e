/** A number as a person reads it: three digits, no exponent, less than a millionth is 0. */
export function describeNumber(value: number): string {
  if (Math.abs(value) < 1e-6) return '0';
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
