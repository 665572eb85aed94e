import type {
  Complete,
  PassOptions,
  SegmenterOptions,
} from '../segment/options/segment-options.js';
import type { PetUnit } from '../suv/pet-unit.js';

/** How many studies are segmented, beside which they are. */
export interface StudiesOptions extends SegmenterOptions, PassOptions {
  /** Folder for `<study>.mha`, `<study>.json` and `lesions.csv`. */
  readonly output: string;
  /** As of `segment`; all else that turns a PET into SUV is read from its sidecar, or its DICOM header. */
  readonly petUnit?: PetUnit | 'auto' | null | undefined;
  /** Of DICOM: a folder for a folder `<study>` each with what an archive takes. Default: none is made. */
  readonly dicomOutput?: string | null | undefined;
  /** Of DICOM: tell UIDs of series instead of hashes of them. Default: no. */
  readonly keepUids?: boolean | null | undefined;
  /** Also a page `<study>.html` of each, and `index.html` that leads to them. Default: no. */
  readonly pages?: boolean | null | undefined;
  /** Do again what is there already. Default: no. */
  readonly overwrite?: boolean | null | undefined;
}

/** With all defaults filled in. */
export type CompleteStudiesOptions = Complete<StudiesOptions>;
