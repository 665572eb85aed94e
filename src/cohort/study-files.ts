/** One study of many. */
export interface StudyFiles {
  /** Names its mask, its report and its line in the table. */
  readonly name: string;
  readonly pet: string;
  /** Null for a PET alone. */
  readonly ct: string | null;
}
