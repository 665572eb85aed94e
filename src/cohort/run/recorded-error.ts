import { AutopetError, type ErrorCode } from '../../errors.js';
import type { Failed } from './failures.js';

/** A study's failure in an earlier run. One without a code was a fault of autopet, whose exit code is 1 as this one's. */
export class RecordedError extends AutopetError {
  readonly code: ErrorCode;

  constructor({ code, message }: Failed) {
    super(message);
    this.code = code ?? 'interrupted';
  }
}
