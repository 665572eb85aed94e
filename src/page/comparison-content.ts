import type { Vec3 } from '../image/volume.js';
import type { Fact, PageImages } from './page-content.js';

/** All that a page of two studies shows. Nothing of it may tell who the patient is. */
export interface ComparisonContent {
  readonly title: string;
  readonly totals: readonly Fact[];
  /** What must be known of them, a sentence each. */
  readonly notes: readonly string[];
  readonly headings: readonly string[];
  readonly rows: readonly ComparisonRow[];
  /** How it was made. */
  readonly provenance: readonly Fact[];
  readonly baseline: Omit<PageImages, 'ct'>;
  readonly followup: Omit<PageImages, 'ct'>;
  /** By how much the patient lies higher at follow-up, mm. */
  readonly higherMm: number;
}

/** A lesion, or some that belong together. */
export interface ComparisonRow {
  readonly fate: string;
  /** What it is called in the pictures, in each study. */
  readonly names: { readonly baseline: string; readonly followup: string };
  /** Its places, LPS mm; where a study has no lesion, where it would be. */
  readonly places: { readonly baseline: Vec3; readonly followup: Vec3 };
  /** In which of the studies there is a lesion. */
  readonly isIn: { readonly baseline: boolean; readonly followup: boolean };
  /** In the order of the headings. */
  readonly cells: readonly string[];
}
