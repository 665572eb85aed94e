import { z } from 'zod';
import type { LabelChoice } from '../../lesions/read-mask.js';
import type { SuvThreshold } from '../../lesions/suv-threshold.js';
import type { Log } from '../../log.js';
import * as field from '../../options/fields.js';
import { patientFields, uptakeFields } from '../../suv/uptake-fields.js';
import { dicomFields, images, resultFields, suvThreshold } from '../options/options-schema.js';
import type {
  DicomStudyOptions,
  PatientOptions,
  ResultOptions,
  UptakeOptions,
} from '../options/segment-options.js';

interface MaskOptions extends ResultOptions, UptakeOptions, PatientOptions {
  /** A lesion mask on the PET's grid: .mha, .mhd, .nii, .nii.gz, .nrrd or .nhdr. */
  readonly mask: string;
  /** The label that is lesion. Default: `any`, all are. */
  readonly label?: Exclude<LabelChoice, null> | null | undefined;
  /** A map of organs on the PET's grid, as `segment` writes one: then lesions have an organ, and reference regions are looked for in it. Default: none. */
  readonly organs?: string | null | undefined;
  /** What its labels are called, a .json file: `{"5": "liver"}`, `{"liver": 5}` or a dataset.json. Default: the one beside it. */
  readonly organNames?: string | null | undefined;
  /** Takes those voxels from each lesion that do not reach it: see `segment`. Default: none. */
  readonly suvThreshold?: SuvThreshold | null | undefined;
  /** Measures even with images that are refused. Default: no. */
  readonly acceptInput?: boolean | null | undefined;
  /** Default: nothing is told. */
  readonly log?: Log | null | undefined;
}

/** What `measure` is told. */
export interface MeasureOptions extends MaskOptions {
  /** PET in SUV (g/ml), or another unit that is told. */
  readonly pet: string;
  /** CT in HU, on any grid that overlaps the PET's. Default: none; then regions are not told. */
  readonly ct?: string | null | undefined;
}

/** What `measureDicom` is told. */
export interface MeasureDicomOptions extends MaskOptions, DicomStudyOptions {
  /** A folder, new or empty, for SEG, SR, RTSTRUCT and a picture. They carry the patient's identity. Default: none is made. */
  readonly dicomOutput?: string | null | undefined;
}

const mask = {
  ...resultFields,
  ...uptakeFields,
  ...patientFields,
  mask: field.requiredPath(images),
  label: field.optional(
    z.union([z.literal('any'), z.number().int().positive()]),
    'any',
    'a number from 1, or any',
  ),
  organs: field.path(null, images),
  organNames: field.path(null, 'the path of a .json file'),
  suvThreshold,
  acceptInput: field.optional(z.boolean(), false, 'true or false'),
  log: field.log(),
};

/** Of `measure`. */
export const measureSchema = z.strictObject({
  ...mask,
  pet: field.requiredPath(images),
  ct: field.path(null, images),
});

/** Of `measureDicom`. */
export const measureDicomSchema = z.strictObject({
  ...mask,
  ...dicomFields,
  dicomOutput: field.path(null, 'the path of a folder'),
});
