/** What a PET slice's header tells of its numbers. Texts are as written; null stands for what is missing or empty. */
export interface PetAttributes {
  readonly units: string | null;
  readonly suvType: string | null;
  /** START, ADMIN or NONE. */
  readonly decayCorrection: string | null;
  readonly correctedImage: readonly string[];
  readonly seriesType: readonly string[];
  /** That the series has, by its header. */
  readonly numberOfSlices: number | null;
  readonly times: PetTimes;
  /** GE's time of the scan's start, a DT. */
  readonly geScanDateTime: string | null;
  /** Philips' factors from stored values to SUV, and to Bq/ml. */
  readonly philipsSuvFactor: number | null;
  readonly philipsActivityFactor: number | null;
  /** kg. */
  readonly weight: number | null;
  /** m, or cm. */
  readonly height: number | null;
  readonly sex: string | null;
  readonly radiopharmaceutical: Radiopharmaceutical | null;
}

/** DA, TM and DT as written. */
export interface PetTimes {
  readonly seriesDate: string | null;
  readonly seriesTime: string | null;
  readonly acquisitionDate: string | null;
  readonly acquisitionTime: string | null;
  /** Of an enhanced PET: what it is decay-corrected to. */
  readonly decayCorrectionDateTime: string | null;
  /** `+0100` */
  readonly timezone: string | null;
  /** Both ms. */
  readonly frameReferenceTime: number | null;
  readonly frameDuration: number | null;
}

/** What was injected. */
export interface Radiopharmaceutical {
  readonly startTime: string | null;
  readonly startDateTime: string | null;
  /** Bq, or MBq. */
  readonly totalDose: number | null;
  /** s. */
  readonly halfLife: number | null;
  /** As `F-18`; null where no code or name is known. */
  readonly nuclide: string | null;
  /** `FDG`, say. */
  readonly name: string | null;
}
