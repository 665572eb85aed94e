/** How the values of a PET series become SUV by body weight, and by what. */
export interface DicomSuv {
  /** Of each slice: SUV is (stored × slope + intercept) × factor, g/ml. All are one unless decay is not corrected. */
  readonly factors: readonly number[];
  /** As the header has it: `BQML`. */
  readonly unit: string;
  readonly decayCorrection: string | null;
  /** What the factor was made of; null where it was not needed. */
  readonly weightKg: number | null;
  readonly doseMbq: number | null;
  readonly nuclide: string | null;
  readonly halfLifeSeconds: number | null;
  /** From injection to scan. */
  readonly uptakeSeconds: number | null;
  /** From injection to what the (first) slice is decay-corrected to. */
  readonly decaySeconds: number | null;
  /** The attributes and options that gave the factor, in DICOM's names; of times the name alone, as dates are personal. */
  readonly from: readonly string[];
  /** What was odd, in whole sentences. */
  readonly remarks: readonly string[];
}

/** Collects what a factor is made of. */
export interface Reasons {
  /** An attribute or option that was used. */
  from(what: string): void;
  /** Something that is odd. */
  remark(sentence: string): void;
}
