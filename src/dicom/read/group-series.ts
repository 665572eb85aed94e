import { sha256Of } from '../../files/sha256-of.js';
import type { Vec3 } from '../../image/volume.js';
import type { SliceHeader } from './slice-header.js';

/** The slices of a study. */
export interface FoundStudy {
  readonly studyUid: string;
  /** First eight digits of the SHA-256 of its UID. */
  readonly id: string;
  readonly patientHash: string;
  readonly series: readonly FoundSeries[];
}

/**
 * Slices of one series that may be one volume: of one size, orientation and image type. A series that mixes them, as one
 * with its own scout does, is found as several.
 */
export interface FoundSeries {
  readonly seriesUid: string;
  /** First eight digits of the SHA-256 of its UID; `-2` and so on behind it for further parts of a series. */
  readonly id: string;
  readonly slices: readonly SliceHeader[];
}

/** Sorts slices into studies and series, in the order in which they come. */
export function groupSeries(slices: readonly SliceHeader[]): FoundStudy[] {
  return [...groupBy(slices, ({ studyUid }) => studyUid)].map(([studyUid, ofStudy]) => ({
    studyUid,
    id: shortHash(studyUid),
    patientHash: ofStudy[0]!.patientHash,
    series: [...groupBy(ofStudy, ({ seriesUid }) => seriesUid)].flatMap(([seriesUid, ofSeries]) =>
      parts(ofSeries).map((part, i) => ({
        seriesUid,
        id: shortHash(seriesUid) + (i === 0 ? '' : `-${i + 1}`),
        slices: part,
      })),
    ),
  }));
}

/** A name for what must not be named. */
export function shortHash(uid: string): string {
  return sha256Of(uid).slice(0, 8);
}

/** The largest first. */
function parts(slices: readonly SliceHeader[]): (readonly SliceHeader[])[] {
  const found: SliceHeader[][] = [];
  for (const slice of slices) {
    const part = found.find(([first]) => belongTogether(first!, slice));
    if (part === undefined) found.push([slice]);
    else part.push(slice);
  }
  return found.sort((a, b) => b.length - a.length);
}

// Of cosines: orientations are written with six decimals, and often fewer.
const cosineTolerance = 1e-3;
const spacingTolerance = 1e-3;

function belongTogether(a: SliceHeader, b: SliceHeader): boolean {
  if (a.modality !== b.modality || a.frameOfReferenceUid !== b.frameOfReferenceUid) return false;
  if (a.plane === null || b.plane === null) return a.plane === b.plane;
  if (isPicture(a) !== isPicture(b)) return false;
  const near = (u: Vec3, v: Vec3): boolean =>
    u.every((value, i) => Math.abs(value - v[i]!) <= cosineTolerance);
  return (
    a.plane.rows === b.plane.rows &&
    a.plane.columns === b.plane.columns &&
    a.plane.spacing.every((mm, i) => Math.abs(mm - b.plane!.spacing[i]!) <= spacingTolerance) &&
    near(a.plane.along, b.plane.along) &&
    near(a.plane.down, b.plane.down)
  );
}

/** A scout, a projection, a screenshot: what its image type says is no slice. */
export function isPicture({ imageType }: SliceHeader): boolean {
  return imageType.some((value) =>
    /LOCALIZER|SCOUT|PROJECTION|MIP|SCREEN|REPROJECTION/i.test(value),
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
