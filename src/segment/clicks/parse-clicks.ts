import { z } from 'zod';
import { roundHalfToEven } from '../../array/round-half-to-even.js';
import type { Clicks, VoxelIndex } from './clicks.js';

/** What a file of clicks says, and what in it was odd. */
export interface ParsedClicks {
  readonly clicks: Clicks;
  /** What was left out, or read otherwise than it stands there: a line of each kind. */
  readonly remarks: readonly string[];
}

const list = z.array(z.unknown());

/** Grand Challenge's "Multiple points": each point says what it is. */
const named = z.object({ type: z.unknown().optional(), points: list });

/** As the challenge's tools for training save them: a list of each. */
const flat = z
  .object({ tumor: list.optional(), tumour: list.optional(), background: list.optional() })
  .refine((lists) => Object.values(lists).some((points) => points !== undefined));

/** Either form; what is odd about single points is for {@link parseClicks} to say. */
export const clicksSchema = z.union([named, flat], {
  error: 'expected {"points": [...]} or {"tumor": [...], "background": [...]}',
});

/** Reads what each point says; those that say nothing are left out. */
export function parseClicks(file: z.infer<typeof clicksSchema>): ParsedClicks {
  const remarks: string[] = [];
  if ('points' in file && file.type !== 'Multiple points') {
    remarks.push(`its type is ${JSON.stringify(file.type) ?? 'not told'}, not "Multiple points"`);
  }
  const points = pointsOf(file);
  const tumour: VoxelIndex[] = [];
  const background: VoxelIndex[] = [];
  const unnamed = new Set<string>();
  const counts = { unnamed: 0, malformed: 0, rounded: 0 };
  for (const { name, point } of points) {
    const kind = kinds.get(typeof name === 'string' ? name.trim().toLowerCase() : '');
    const place = voxel.safeParse(point);
    if (kind === undefined) {
      counts.unnamed++;
      unnamed.add(JSON.stringify(name ?? null));
    } else if (!place.success) {
      counts.malformed++;
    } else {
      const index = place.data.map(nearest) as unknown as VoxelIndex;
      if (place.data.some((at) => !Number.isInteger(at))) counts.rounded++;
      (kind === 'tumour' ? tumour : background).push(index);
    }
  }
  const names = [...unnamed].slice(0, 3).join(', ');
  const tell = (count: number, what: string): void => {
    if (count > 0) remarks.push(`${count} point(s) ${what}`);
  };
  tell(counts.unnamed, `called ${names} left out: expected tumor or background`);
  tell(counts.malformed, 'left out: expected three numbers x, y, z');
  tell(counts.rounded, 'between voxels taken to the nearest');
  return { clicks: { tumour, background }, remarks };
}

const kinds: ReadonlyMap<string, keyof Clicks> = new Map([
  ['tumor', 'tumour'],
  ['tumour', 'tumour'],
  ['background', 'background'],
]);

// A text that looks like a number is none: who writes one may mean another order or unit too.
const voxel = z.tuple([z.number(), z.number(), z.number()]);
const namedPoint = z.object({ name: z.unknown(), point: z.unknown() });

function pointsOf(file: z.infer<typeof clicksSchema>): z.infer<typeof namedPoint>[] {
  if ('points' in file) {
    return file.points.map(
      (each) => namedPoint.safeParse(each).data ?? { name: null, point: null },
    );
  }
  const { tumor = [], tumour = [], background = [] } = file;
  return [
    ...[...tumor, ...tumour].map((point) => ({ name: 'tumor', point })),
    ...background.map((point) => ({ name: 'background', point })),
  ];
}

/** Without the −0 that comes of rounding up. */
function nearest(at: number): number {
  return roundHalfToEven(at) + 0;
}
