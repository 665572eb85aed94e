import type { Vec3 } from '../../image/volume.js';
import type { References } from '../../lesions/find-references.js';
import type { Reference } from '../../lesions/reference-region.js';

/** A reference region as a report has it, or why there is none. */
export type ReportedReference =
  | {
      readonly centre_mm: Vec3;
      readonly radius_mm: number;
      readonly height_mm: number | null;
      readonly voxels: number;
      readonly suv_mean: number;
      readonly suv_sd: number;
      readonly suv_max: number;
      /** By lean body mass. */
      readonly sul_mean: number | null;
      readonly sul_sd: number | null;
      readonly sul_max: number | null;
    }
  | { readonly not_found: string };

/** Healthy tissue as a report has it. */
export interface ReportedReferences {
  readonly liver: ReportedReference;
  readonly blood_pool: ReportedReference;
  readonly percist_suv_peak: number | null;
  readonly percist_sul_peak: number | null;
}

/**
 * Their JSON form.
 *
 * @param leanShare what makes SUL of SUV; null where it is not known
 */
export function reportedReferences(
  { liver, bloodPool, percistSuvPeak }: References,
  leanShare: number | null,
): ReportedReferences {
  return {
    liver: reportedReference(liver, leanShare),
    blood_pool: reportedReference(bloodPool, leanShare),
    percist_suv_peak: percistSuvPeak,
    percist_sul_peak: leanShare && percistSuvPeak && percistSuvPeak * leanShare,
  };
}

function reportedReference(
  { region, notFound }: Reference,
  leanShare: number | null,
): ReportedReference {
  if (region === null) return { not_found: notFound };
  return {
    centre_mm: region.centre,
    radius_mm: region.radiusMm,
    height_mm: region.heightMm,
    voxels: region.voxels,
    suv_mean: region.suvMean,
    suv_sd: region.suvSd,
    suv_max: region.suvMax,
    sul_mean: leanShare && region.suvMean * leanShare,
    sul_sd: leanShare && region.suvSd * leanShare,
    sul_max: leanShare && region.suvMax * leanShare,
  };
}
