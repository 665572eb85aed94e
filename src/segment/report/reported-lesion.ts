import type { Vec3 } from '../../image/volume.js';
import type { DeauvilleScore } from '../../lesions/deauville.js';
import type { Region, Side } from '../../lesions/place-in-body.js';
import type { LesionRow } from './lesion-row.js';

/** A lesion as reports and tables have it. SUV in g/ml; places in LPS mm, and as column, row and slice. */
export interface ReportedLesion {
  readonly number: number;
  readonly region: Region | null;
  readonly side: Side | null;
  readonly organ: string | null;
  readonly centre_mm: Vec3;
  readonly centre_index: Vec3;
  readonly volume_ml: number;
  readonly suv_max: number;
  readonly suv_max_mm: Vec3;
  readonly suv_max_index: Vec3;
  readonly suv_mean: number;
  readonly suv_peak: number | null;
  /** By lean body mass. */
  readonly sul_max: number | null;
  readonly sul_mean: number | null;
  readonly sul_peak: number | null;
  readonly tlg: number;
  readonly longest_diameter_mm: number;
  readonly nearest_mm: number | null;
  readonly certainty: number | null;
  readonly confidence: number | null;
  readonly percist_measurable: boolean | null;
  readonly deauville: DeauvilleScore | null;
}

/** A row's JSON form. */
export function reportedLesion(row: LesionRow): ReportedLesion {
  return {
    number: row.number,
    region: row.region,
    side: row.side,
    organ: row.organ,
    centre_mm: row.centre.world,
    centre_index: row.centre.index,
    volume_ml: row.volumeMl,
    suv_max: row.suvMax,
    suv_max_mm: row.suvMaxPlace.world,
    suv_max_index: row.suvMaxPlace.index,
    suv_mean: row.suvMean,
    suv_peak: row.suvPeak,
    sul_max: row.sulMax,
    sul_mean: row.sulMean,
    sul_peak: row.sulPeak,
    tlg: row.tlg,
    longest_diameter_mm: row.longestDiameterMm,
    nearest_mm: row.nearestMm,
    certainty: row.certainty,
    confidence: row.confidence,
    percist_measurable: row.isMeasurable,
    deauville: row.deauville,
  };
}
