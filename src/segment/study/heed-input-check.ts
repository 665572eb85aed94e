import { InputError } from '../../errors.js';
import type { Log } from '../../log.js';
import { findingLine, type InputCheck, refusalOf } from './input-check.js';

/**
 * Warns of what a check has found (notes are for the report), and refuses a study that no mask could be trusted of.
 *
 * @param acceptInput go on all the same
 * @throws InputError with the first finding that is reason enough
 */
export function heedInputCheck(check: InputCheck, acceptInput: boolean, log: Log): void {
  for (const finding of check.findings) {
    const { code, severity } = finding;
    if (severity === 'warn' || (severity === 'refuse' && acceptInput)) {
      log.warn({ input_check: code }, `${findingLine(finding)} The mask may be wrong.`);
    }
  }
  const reason = refusalOf(check);
  if (reason === undefined || acceptInput) return;
  throw new InputError(
    `${findingLine(reason)} No mask was made; --accept-input makes one all the same.`,
  );
}
