import type { Logger } from 'pino';

/** What the pipeline needs of a logger: pino's calls, so that a test can give its own. */
export type Log = Pick<Logger, 'info' | 'warn'>;
