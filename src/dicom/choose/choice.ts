/** What is asked for of a folder. */
export interface Choice {
  /** A UID, or the id that the table shows; null for the best. */
  readonly petSeries: string | null;
  readonly ctSeries: string | null;
  /** From 1, of a dynamic or gated PET; null for none. */
  readonly frame: number | null;
  /** `whole-body` refuses a PET of which no mask could be trusted; `any` takes it with a warning. */
  readonly demand: 'whole-body' | 'any';
}
