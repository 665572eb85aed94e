/** One study of many. */
export interface StudyFiles {
  /** Names its mask, its report and its line in the table. */
  readonly name: string;
  readonly pet: string;
  readonly ct: string;
}
