/** One study of many: an image file each, or DICOM. */
export type CohortStudy = StudyFiles | DicomStudy;

interface Named {
  /** Names its mask, its report, the folder of its DICOM objects and its line in the table. */
  readonly name: string;
}

/** A study of image files. */
export interface StudyFiles extends Named {
  readonly pet: string;
  /** Null for a PET alone. */
  readonly ct: string | null;
}

/** A study of DICOM files, wherever they lie. */
export interface DicomStudy extends Named {
  /** All of its files. */
  readonly dicom: readonly string[];
  /** Those of its PETs and CTs. */
  readonly images: readonly string[];
}

/** The studies of a cohort, as long as their files are needed. */
export interface Cohort {
  readonly studies: readonly CohortStudy[];
  /** Removes what was unpacked of .zips. */
  close(): Promise<void>;
}

/** Which of the two it is. */
export function isDicom(study: CohortStudy): study is DicomStudy {
  return 'dicom' in study;
}
