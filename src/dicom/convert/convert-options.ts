import { z } from 'zod';
import type { Log } from '../../log.js';
import * as field from '../../options/fields.js';
import type { SaidOfPet } from '../../suv/find-suv-scale.js';
import { uptakeFields } from '../../suv/uptake-fields.js';

/** What `convertDicom` is told. All but the folder may be left out. */
export type ConvertOptions = {
  /** A folder or .zip of DICOM files, at any depth and under any names. */
  readonly folder: string;
  /** Where the PET goes, in SUV: an .mha, .nii.gz or .nrrd file. Default: nowhere. */
  readonly petOutput?: string | null | undefined;
  /** Where the CT goes, in HU, on its own grid. */
  readonly ctOutput?: string | null | undefined;
  /** Where the CT goes on the PET's grid. */
  readonly ctOnPet?: string | null | undefined;
  /** A folder for both, named as nnU-Net has it: `<case>_0000.nii.gz` the CT on the PET's grid, `<case>_0001.nii.gz` the PET. */
  readonly imagesTr?: string | null | undefined;
  /** Default: `study-` and the first digits of the SHA-256 of the study's UID. */
  readonly caseName?: string | null | undefined;
  /** Where the table and the SUV's reasons go, as JSON. */
  readonly report?: string | null | undefined;
  /** Whether UIDs may be told. Default: no. */
  readonly keepUids?: boolean | null | undefined;
  /** Default: nothing is told. */
  readonly log?: Log | null | undefined;
} & SeriesChoice & { readonly [Name in keyof SaidOfPet]?: SaidOfPet[Name] | null | undefined };

/** Which series of a folder. */
export interface SeriesChoice {
  /** A UID, or the id of the table. Default: the best by stated rules. */
  readonly petSeries?: string | null | undefined;
  readonly ctSeries?: string | null | undefined;
  /** From 1, of a dynamic or gated PET. Default: none. */
  readonly frame?: number | null | undefined;
}

const target = 'the path of an .mha, .nii.gz or .nrrd file';

export const seriesFields = {
  petSeries: field.optional(z.string().min(1), null, 'the UID of a series, or its id'),
  ctSeries: field.optional(z.string().min(1), null, 'the UID of a series, or its id'),
  frame: field.wholeFrom(1, null),
};

export const convertSchema = z.strictObject({
  folder: field.requiredPath('the path of a folder or a .zip'),
  petOutput: field.path(null, target),
  ctOutput: field.path(null, target),
  ctOnPet: field.path(null, target),
  imagesTr: field.path(null, 'the path of a folder'),
  caseName: field.optional(
    z.string().regex(/^[\w.-]+$/),
    null,
    'a name of letters, digits, dots, dashes and underscores',
  ),
  report: field.path(null, 'the path of a .json file'),
  keepUids: field.optional(z.boolean(), false, 'true or false'),
  log: field.log(),
  ...seriesFields,
  ...uptakeFields,
});
