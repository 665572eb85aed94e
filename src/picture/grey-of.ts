/** SUV (g/ml) shown in black; 0 is white. */
const windowTop = 10;

/** Inverted grey level of an SUV: 255, white, at 0 and below; 0, black, at 10 g/ml and above. */
export function greyOf(suv: number): number {
  return 255 * (1 - Math.min(Math.max(suv / windowTop, 0), 1));
}
