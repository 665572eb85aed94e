import type { References } from '../../lesions/find-references.js';
import type { Precision } from '../../runtime/precision.js';
import type { Patient } from '../../suv/patient.js';
import type { ToldClicks } from '../clicks/told-of-clicks.js';
import type { InputCheck } from '../study/input-check.js';
import type { FoundLesions } from './found-lesions.js';
import type { SuvOrigin } from './suv-origin.js';

/** What was done to a study, with what, how long it took, and what was found. */
export interface SegmentResult {
  /** autopet's version. */
  readonly autopet: string;
  readonly pet: string;
  /** Null without a CT. */
  readonly ct: string | null;
  readonly output: string;
  /** What the gate found of the images. */
  readonly inputCheck: InputCheck;
  /** How the PET's values became SUV. */
  readonly suv: SuvOrigin;
  /** What of the patient numbers were made comparable by. */
  readonly patient: Patient;
  /** What became of a user's clicks; null where none were given and the model takes none. */
  readonly clicks: ToldClicks | null;
  readonly model: UsedModel;
  readonly device: string;
  /** Of the convolutions; `mixed` where float16 was too small for one fold of several. */
  readonly precision: Precision | 'mixed';
  readonly threads: number;
  /** How many sessions shared the threads, each with a tile of its own. */
  readonly sessions: number;
  readonly tiles: { readonly run: number; readonly skipped: number };
  readonly passes: {
    readonly done: readonly { readonly fold: string; readonly mirrorAxes: readonly number[] }[];
    /** What the time limit was thought to leave time for. */
    readonly planned: number;
    /** All folds, mirrored all ways. */
    readonly possible: number;
  };
  /** Seconds of each step, and of the whole as `total`. */
  readonly seconds: Readonly<Record<string, number>>;
  /** The most memory that this process has held so far, MB. */
  readonly peakRssMb: number;
  /** Healthy tissue to compare with. */
  readonly references: References;
  readonly lesions: FoundLesions & {
    /** Lesions that the model's `lesion_certainty` dropped; they count for nothing else. */
    readonly dropped: number;
  };
}

/** Which weights were used. */
export interface UsedModel {
  /** Its last part. */
  readonly folder: string;
  readonly configuration: string;
  readonly folds: readonly string[];
  /** The labels that are lesions, as dataset.json calls them. */
  readonly lesions: readonly string[];
  /**
   * Of each fold's weights, by fold name, and under `settings` of all else that the model says. Of a cascade's earlier network the same, with its
   * configuration before each: `3d_lowres/0`.
   */
  readonly sha256: Readonly<Record<string, string>>;
}
