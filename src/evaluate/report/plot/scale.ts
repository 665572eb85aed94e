import { scaleLinear, scaleSymlog } from 'd3-scale';
import { fixed } from '../text/format-value.js';

/** Where values lie along an axis. */
export interface Scale {
  /** In the picture's units; values outside the scale lie at its nearer end. */
  readonly position: (value: number) => number;
  /** Whether a value lies beyond the axis. */
  readonly isBeyond: (value: number) => boolean;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly isLogarithmic: boolean;
  /** The value at the axis' end. */
  readonly greatest: number;
}

/** The ends of an axis in the picture's units. */
export type AxisEnds = readonly [from: number, to: number];

/** Least distance between two ticks of a logarithmic axis. */
const leastGap = 30;

/** An even scale whose ends are round numbers. */
export function evenScale(
  [low, high]: readonly [number, number],
  ends: AxisEnds,
  tickCount: number,
): Scale {
  const scale = scaleLinear()
    .domain(low === high ? [low - 1, high + 1] : [low, high])
    .range([...ends])
    .nice(tickCount)
    .clamp(true);
  const [least, greatest] = scale.domain() as [number, number];
  const format = scale.tickFormat(tickCount);
  return {
    position: (value) => scale(value),
    isBeyond: (value) => value < least || value > greatest,
    ticks: scale
      .ticks(tickCount)
      .map((value) => ({ at: scale(value), label: format(value).replaceAll(',', '') })),
    isLogarithmic: false,
    greatest,
  };
}

/**
 * A scale for volumes from 0 to a greatest one, ml. Above 10 ml it is that of log(1 + ml), which
 * tells a small lesion from none and still has room for a large one.
 */
export function volumeScale(largest: number, ends: AxisEnds, tickCount: number): Scale {
  if (largest <= 10) return evenScale([0, Math.max(largest, 1)], ends, tickCount);
  // Some room, so that the largest is not on the edge.
  const greatest = 1.2 * largest;
  const scale = scaleSymlog()
    .constant(1)
    .domain([0, greatest])
    .range([...ends])
    .clamp(true);
  const position = (value: number): number => scale(value);
  return {
    position,
    isBeyond: (value) => value > greatest,
    ticks: clearValues(greatest, position).map((value) => ({
      at: position(value),
      label: fixed(value, 0),
    })),
    isLogarithmic: true,
    greatest,
  };
}

/** Zero and the powers of ten; between them twos and fives where there is room. */
function clearValues(greatest: number, position: (value: number) => number): number[] {
  const powers = Array.from({ length: Math.floor(Math.log10(greatest)) + 1 }, (_, i) => 10 ** i);
  const wanted = [0, ...powers, ...powers.map((p) => 5 * p), ...powers.map((p) => 2 * p)];
  const values: number[] = [];
  for (const value of wanted) {
    const isClear = values.every(
      (other) => Math.abs(position(other) - position(value)) >= leastGap,
    );
    if (value <= greatest && isClear) values.push(value);
  }
  return values.sort((a, b) => a - b);
}
