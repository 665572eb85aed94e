import type { SeriesRow } from '../choose/choose-images.js';
import { extentMm } from '../choose/extent.js';

/** A series as tables and reports have it: nothing of it names a patient. */
export interface DescribedSeries {
  /** First digits of the SHA-256 of its UID. */
  readonly id: string;
  readonly modality: string;
  readonly series_number: number | null;
  readonly slices: number;
  /** Columns and rows. */
  readonly size: readonly [number, number] | null;
  /** Of its length along the normal, mm. */
  readonly extent_mm: number | null;
  /** What it is taken as. */
  readonly role: 'PET' | 'CT' | null;
  /** Why it is not taken, or what is odd about one that is. */
  readonly why: string | null;
  /** Only if it is asked for. */
  readonly series_uid?: string;
}

/** @param keepUids whether its UID may be told */
export function describeSeries(row: SeriesRow, keepUids: boolean): DescribedSeries {
  const { found } = row.series;
  const { modality, seriesNumber, plane, pixels } = found.slices[0]!;
  return {
    id: found.id,
    modality,
    series_number: seriesNumber,
    slices: found.slices.length,
    size: pixels === null ? null : [pixels.columns, pixels.rows],
    extent_mm: plane === null ? null : Math.round(extentMm(found)),
    role: row.role,
    why: row.why,
    ...(keepUids ? { series_uid: found.seriesUid } : {}),
  };
}

/** One line of a table. */
export function seriesLine(series: DescribedSeries): string {
  const { id, modality, series_number, slices, size, extent_mm, role, why } = series;
  const cells = [
    id.padEnd(10),
    modality.padEnd(9),
    `no. ${series_number ?? '-'}`.padEnd(9),
    `${slices} x ${size?.join(' x ') ?? '-'}`.padEnd(17),
    `${extent_mm ?? '-'} mm`.padEnd(8),
  ];
  const taken = role === null ? 'not taken' : `taken as ${role}`;
  const uid = series.series_uid === undefined ? '' : ` (${series.series_uid})`;
  return `${cells.join(' ')} ${taken}${why === null ? '' : `: ${why}`}${uid}`;
}

/** Of files that a table lacks. */
export function damagedLine(count: number): string {
  return `${count} file(s) begin as DICOM does and cannot be parsed, or may not be read, or are a damaged .zip: slices may be missing. Copy or export them again.`;
}
