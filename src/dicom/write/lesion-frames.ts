import type { Findings } from './findings.js';

/** One lesion on one slice. */
export interface LesionFrame {
  /** Number of the lesion. */
  readonly lesion: number;
  /** Index of the slice. */
  readonly k: number;
  /** Pixels inside, in pairs: the first of a run as an index into the slice, and how many. */
  readonly runs: readonly (readonly [first: number, count: number])[];
}

/** The lesions slice by slice: by number, then by slice. */
export function lesionFrames({ components, measured, source }: Findings): LesionFrame[] {
  const pixels = source.rows * source.columns;
  const numberOf = new Map(measured.lesions.map(({ component, number }) => [component, number]));
  const frames = new Map<string, LesionFrame & { runs: [number, number][] }>();
  const { start, length, component } = components;
  for (let run = 0; run < start.length; run++) {
    const lesion = numberOf.get(component[run]!)!;
    const k = Math.floor(start[run]! / pixels);
    const key = `${lesion} ${k}`;
    const frame = frames.get(key) ?? { lesion, k, runs: [] };
    frame.runs.push([start[run]! - k * pixels, length[run]!]);
    frames.set(key, frame);
  }
  return [...frames.values()].sort((a, b) => a.lesion - b.lesion || a.k - b.k);
}
