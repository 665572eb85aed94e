export const sexes = ['female', 'male'] as const;
/** Whose lean body mass formulas tell. */
export type Sex = (typeof sexes)[number];

/** What of a patient's body numbers are made comparable by; null stands for what is not known. */
export interface Patient {
  readonly weightKg: number | null;
  readonly heightCm: number | null;
  readonly sex: Sex | null;
}

/** What a user says of it; null for nothing. */
export interface SaidOfPatient {
  /** cm */
  readonly height: number | null;
  readonly sex: Sex | null;
}
