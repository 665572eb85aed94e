import { z } from 'zod';
import type { LabelChoice } from '../lesions/read-mask.js';
import type { Log } from '../log.js';
import * as field from '../options/fields.js';
import type { Sex } from '../suv/patient.js';
import { plausibleWeightKg } from '../suv/plausible.js';
import { patientFields } from '../suv/uptake-fields.js';

/** What `compare` is told. */
export interface CompareOptions {
  /** A folder with PET, CT and mask, or the report of `segment` or `measure`, or the record of `segment`, that names them. */
  readonly baseline: string;
  /** The same of the later study. */
  readonly followup: string;
  /** What the PET is called in folders. Default: pet, or SUV, with an ending of images. */
  readonly pet?: string | null | undefined;
  /** The same of the CT. Default: ct, CTres or CT. */
  readonly ct?: string | null | undefined;
  /** The same of the mask. Default: mask or SEG. */
  readonly mask?: string | null | undefined;
  /** The label that is lesion. Default: `any`, all are. */
  readonly label?: Exclude<LabelChoice, null> | null | undefined;
  /** kg at baseline, cm, and sex: with all of them SUV becomes SUL. Default: none. */
  readonly weight?: number | null | undefined;
  /** kg at follow-up. Default: `weight`. */
  readonly followupWeight?: number | null | undefined;
  readonly height?: number | null | undefined;
  readonly sex?: Sex | null | undefined;
  /** Compares even images that are refused. Default: no. */
  readonly acceptInput?: boolean | null | undefined;
  /** Where the comparison goes, as JSON. Default: nowhere. */
  readonly report?: string | null | undefined;
  /** A table with a line a lesion, or group of such, as CSV. Default: none. */
  readonly lesions?: string | null | undefined;
  /** The baseline's lesions, each with its number, where they lie in the follow-up's PET. Default: none. */
  readonly carried?: string | null | undefined;
  /** A page to look at in a browser. Default: none. */
  readonly page?: string | null | undefined;
  /** Default: nothing is told. */
  readonly log?: Log | null | undefined;
}

const study = 'a folder with PET, CT and mask, or a report of autopet segment or measure';
const weight = () => field.numberFrom(...plausibleWeightKg, null, ' (kg)');

/** Of `compare`. */
export const compareSchema = z.strictObject({
  baseline: field.requiredPath(study),
  followup: field.requiredPath(study),
  pet: field.path(null, 'the name of a file in both folders'),
  ct: field.path(null, 'the name of a file in both folders'),
  mask: field.path(null, 'the name of a file in both folders'),
  label: field.optional(
    z.union([z.literal('any'), z.number().int().positive()]),
    'any',
    'a number from 1, or any',
  ),
  weight: weight(),
  followupWeight: weight(),
  ...patientFields,
  acceptInput: field.optional(z.boolean(), false, 'true or false'),
  report: field.path(null, 'the path of a .json file'),
  lesions: field.path(null, 'the path of a .csv file'),
  carried: field.path(null, 'the path of an .mha, .nii.gz or .nrrd file'),
  page: field.path(null, 'the path of an .html file'),
  log: field.log(),
});

/** Checked and completed. */
export type CheckedCompareOptions = z.output<typeof compareSchema>;
