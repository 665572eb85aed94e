/** Where the pipeline tells what it does; a pino logger is one. */
export interface Log {
  info(fields: object, message: string): void;
  /** What may make the answer wrong or late. */
  warn(fields: object, message: string): void;
}

/** Tells nobody. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined };

/** Hears how far the work is: `done` of `total` tiles or cases. */
export type OnProgress = (done: number, total: number) => void;
