import type { ErrorCode } from '../../errors.js';

/** What the server asks of the process that holds the model: to segment the study in the input folder. */
export interface StudyRequest {
  readonly asks: 'study';
}

/** What that process answers, once after it was started and once to each request. */
export type StudyAnswer =
  /** The model is loaded, or a study is done: the files that were written for it. */
  | { readonly tells: 'done'; readonly files: string[] }
  /** `code` is null where it is a fault of autopet. */
  | { readonly tells: 'failed'; readonly code: ErrorCode | null; readonly message: string };
