/** A case of a session, and where it stands. */
export interface Question {
  readonly pet: string;
  /** Null for a model of PET alone. */
  readonly ct: string | null;
  /** Where the clicks so far lie. */
  readonly clicks: string;
  /** Where the mask goes. */
  readonly output: string;
}

/** What makes masks of clicks: a model, or a container. */
export interface Answerer {
  answer(question: Question): Promise<void>;
  close(): Promise<void>;
}
