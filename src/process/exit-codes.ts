import { AutopetError, type ErrorCode } from '../errors.js';

/** Process exit codes, a contract with the platform and with scripts. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  'bad-usage': 2,
  'bad-input': 2,
  'bad-model': 3,
  'no-device': 3,
  'out-of-resources': 4,
  interrupted: 1,
};

/** The exit code for any thrown value: that of its `code`, else 1. */
export function exitCodeOf(error: unknown): number {
  return error instanceof AutopetError ? exitCodes[error.code] : 1;
}
