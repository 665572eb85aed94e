import type { Log } from '../log.js';

/** Says that memory is too short for sessions side by side. */
export function warnOfFewerSessions(sessions: number, { message }: Error, log: Log): void {
  log.warn(
    { sessions, why: message },
    `There is no memory for ${sessions} sessions side by side; one takes all threads`,
  );
}
