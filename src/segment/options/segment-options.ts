import type { SeriesChoice } from '../../dicom/convert/convert-options.js';
import type { SuvThreshold } from '../../lesions/suv-threshold.js';
import type { Log, OnProgress } from '../../log.js';
import type { FoldChoice } from '../../nnunet/model/find-folds.js';
import type { DeviceChoice } from '../../runtime/device.js';
import type { PrecisionChoice } from '../../runtime/precision.js';
import type { DecayCorrection } from '../../suv/find-times.js';
import type { Sex } from '../../suv/patient.js';
import type { PetUnit } from '../../suv/pet-unit.js';
import type { Tta } from '../predict/plan-passes.js';

/** What holds for every study of a segmenter. All of it may be left out. */
export interface SegmenterOptions {
  /** An nnU-Net model folder, or a folder or .zip with one in it. Default: the bundled weights. */
  readonly model?: string | null | undefined;
  /** Which one, where there are several, such as `3d_fullres`. Default: the only one. */
  readonly configuration?: string | null | undefined;
  /** Where the network runs. Default: `auto`, the first that works of cuda, webgpu and cpu. */
  readonly device?: DeviceChoice | null | undefined;
  /**
   * Of the convolutions. Default: `auto`, float16 on cuda where it works, float32 elsewhere. A network that
   * float16 is too small for runs in float32 all the same.
   */
  readonly precision?: PrecisionChoice | null | undefined;
  /** `auto` (default) takes every numbered fold, `all` fold_all, a list such as `['0', '3']` these. */
  readonly folds?: FoldChoice | null | undefined;
  /**
   * Which labels of the model are lesions, by name or number: they are measured, and the mask holds them alone. Default: what
   * model.json says, else those whose names say so (lesion, tumour, cancer, metastasis), in a mask of all labels.
   */
  readonly lesionLabel?: readonly (string | number)[] | null | undefined;
  /** Processor threads, at most twice as many as may be used. Default: as many as may be used. */
  readonly threads?: number | null | undefined;
  /** Default: nothing is told. */
  readonly log?: Log | null | undefined;
  /** Stops the work: `segment` rejects; a segmenter is closed, or its opening rejects. */
  readonly signal?: AbortSignal | null | undefined;
}

/** How each study goes through the network. All of it may be left out. */
export interface PassOptions {
  /**
   * Mirrored passes: `full` and `none` as in nnU-Net. Default: `auto`, which skips tiles without body
   * and makes as many passes as the time limit allows.
   */
  readonly tta?: Tta | null | undefined;
  /** Step between tiles as a share of the patch, 0.1 to 1. Default: 0.5, nnU-Net's. */
  readonly stepSize?: number | null | undefined;
  /** Seconds the whole study may take. Default: no limit. Only `tta: 'auto'` yields to it. */
  readonly timeLimit?: number | null | undefined;
  /**
   * Takes those voxels from each lesion that do not reach an SUV (`4`), a share of the lesion's own SUVmax (`41%`), or PERCIST's
   * threshold by the liver (`liver`). Default: none, the mask is the network's.
   */
  readonly suvThreshold?: SuvThreshold | null | undefined;
  /**
   * Makes a mask even of images that are refused: no SUV, no HU, swapped, a mask, empty. Default: no.
   */
  readonly acceptInput?: boolean | null | undefined;
  /** Hears after each tile how many of how many are done. */
  readonly onProgress?: OnProgress | null | undefined;
}

/** What the PET's values are, where they are no SUV. All of it may be left out. */
export interface UptakeOptions {
  /**
   * `auto` (default): what a BIDS sidecar beside the PET says, else SUV; `suv`, `bqml` or `kbqml` whatever that says.
   * A PET in Bq/ml or kBq/ml is turned into SUV by what follows, or else by the sidecar.
   */
  readonly petUnit?: PetUnit | 'auto' | null | undefined;
  /** Of the patient, kg; also for SUL. */
  readonly weight?: number | null | undefined;
  /** Activity at the time of injection, MBq. */
  readonly dose?: number | null | undefined;
  /** Time of injection: `10:31`, DICOM's TM or DT, or ISO 8601. */
  readonly injectionTime?: string | null | undefined;
  /** When the scan began, in the same forms. */
  readonly scanTime?: string | null | undefined;
  /** Default: what the sidecar says, else F-18. */
  readonly nuclide?: string | null | undefined;
  /** What the PET is decay-corrected to. Default: what the sidecar says, else `start`, of the scan; `admin`: the injection. */
  readonly decayCorrection?: DecayCorrection | null | undefined;
}

/** What is said of the patient beside the weight. All of it may be left out: what the DICOM header or a sidecar says. */
export interface PatientOptions {
  /** cm. With it the report has Dmax by height, with `weight` and `sex` SUL. */
  readonly height?: number | null | undefined;
  readonly sex?: Sex | null | undefined;
}

/** Where what was found goes, beside the mask. All of it may be left out: nowhere. */
export interface ResultOptions {
  /** A report: the result as JSON. */
  readonly report?: string | null | undefined;
  /** A table, a line a lesion: a .csv file. */
  readonly lesions?: string | null | undefined;
  /** The mask with each lesion's number in its voxels: an .mha, .nii.gz or .nrrd file, uint16. */
  readonly instances?: string | null | undefined;
  /** A page to look at in a browser, with pictures and numbers: an .html file. */
  readonly page?: string | null | undefined;
  /** A small picture of PET and lesions, from the front and from the left: a .png file. */
  readonly thumbnail?: string | null | undefined;
}

/** One study, and how it goes through the network. */
export interface StudyOptions extends PassOptions, UptakeOptions, PatientOptions, ResultOptions {
  /** PET in SUV (g/ml), or another unit that is told: .mha, .mhd, .nii, .nii.gz, .nrrd or .nhdr. */
  readonly pet: string;
  /**
   * CT in HU, in any of these formats and on any grid that overlaps the PET's. Default: none, for a model of PET alone.
   */
  readonly ct?: string | null | undefined;
  /** Clicks of a user, as JSON in either of the challenge's forms. Default: none. */
  readonly clicks?: string | null | undefined;
  /**
   * Makes the mask say what the clicks say: a component with a background click goes or is split, a tumour click beside the
   * mask grows a lesion. Default: no.
   */
  readonly obeyClicks?: boolean | null | undefined;
  /**
   * Folders that keep what was found of a case, for models that take that at the next iteration. Default: none, and such a
   * model sees nothing found before.
   */
  readonly state?: readonly string[] | null | undefined;
  /** Where the mask goes, on the PET's grid: an .mha, .nii.gz or .nrrd file. */
  readonly output: string;
  /** Where the probability of the last label or region, or of chosen lesion labels, goes, in the same formats, float32. Default: nowhere. */
  readonly probabilities?: string | null | undefined;
  /** Where the lesions alone go, as 1, in the formats of the mask. Default: nowhere. */
  readonly lesionMask?: string | null | undefined;
  /**
   * Where organs go, the model's other labels or the map that it gives beside, in the formats of the mask; their names go into a .json
   * file beside it. Default: nowhere.
   */
  readonly organs?: string | null | undefined;
  /** Stops this study: it rejects, and no file of it is left. */
  readonly signal?: AbortSignal | null | undefined;
}

/** What `checkInput` is told. */
export type CheckOptions = Pick<SegmentOptions, 'pet' | 'ct' | 'model' | 'log'> & UptakeOptions;

/** What `segment` is told. */
export interface SegmentOptions extends SegmenterOptions, StudyOptions {}

/** Where a study lies that is DICOM. */
export interface DicomStudyOptions extends SeriesChoice {
  /** A folder or .zip of DICOM files, at any depth and under any names; or several, or the files themselves. */
  readonly dicom?: string | readonly string[] | null | undefined;
  /**
   * In its place: the root of a DICOMweb server that has the study, such as https://pacs.example/dicom-web; the environment's
   * AUTOPET_DICOMWEB_TOKEN lets us in.
   */
  readonly dicomweb?: string | null | undefined;
  /** With `dicomweb`: the UID of the study. */
  readonly study?: string | null | undefined;
  /** Tell UIDs of series instead of hashes of them. Default: no. */
  readonly keepUids?: boolean | null | undefined;
}

/** What a segmenter's `segmentDicom` is told. What is said of the PET goes before its header. */
export interface SegmenterDicomOptions extends Omit<StudyOptions, 'pet' | 'ct'>, DicomStudyOptions {
  /**
   * A folder, new, empty or with earlier ones, for what an archive takes: SEG, SR and RTSTRUCT (without lesions SR alone) and a picture. They
   * carry the patient's identity. Default: none is made.
   */
  readonly dicomOutput?: string | null | undefined;
  /**
   * The root of a DICOMweb server that stores the same objects, such as https://pacs.example/dicom-web; the environment's
   * AUTOPET_DICOMWEB_TOKEN lets us in. Default: none.
   */
  readonly stow?: string | null | undefined;
}

/** What `segmentDicom` is told. */
export interface SegmentDicomOptions extends SegmenterOptions, SegmenterDicomOptions {}

/** What `checkDicom` is told. */
export type CheckDicomOptions = Omit<CheckOptions, 'pet' | 'ct'> & DicomStudyOptions;

/** Options with every default filled in, as all inner code has them. */
export type Complete<Options> = {
  readonly [Name in keyof Options]-?: Name extends Optional
    ? NonNullable<Options[Name]> | null
    : NonNullable<Options[Name]>;
};

/** What may stay null, for none. */
type Optional =
  | 'configuration'
  | 'lesionLabel'
  | 'lesionMask'
  | 'organs'
  | 'organNames'
  | 'ct'
  | 'clicks'
  | 'timeLimit'
  | 'probabilities'
  | keyof ResultOptions
  | 'suvThreshold'
  | 'signal'
  | 'dicomOutput'
  | 'stow'
  | 'dicom'
  | 'dicomweb'
  | 'study'
  | keyof SeriesChoice
  | keyof PatientOptions
  | Exclude<keyof UptakeOptions, 'petUnit'>;
