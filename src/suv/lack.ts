/** What is needed for a scale, and by which option it could be given. */
export type NeededOption =
  | 'weight'
  | 'dose'
  | 'injectionTime'
  | 'scanTime'
  | 'nuclide'
  | 'decayCorrection';

/** Something that a scale needs is missing or absurd. */
export class Lack extends Error {
  /**
   * @param option that gives it
   * @param complaint what was found and what was expected
   * @param isOfOption whether it is the option that is at fault
   */
  constructor(
    readonly option: NeededOption,
    readonly complaint: string,
    readonly isOfOption = false,
  ) {
    super(complaint);
  }
}
