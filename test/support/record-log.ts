import type { Log } from '../../src/log.js';

/** A log that remembers what it was told. */
export interface RecordedLog {
  readonly log: Log;
  readonly infos: string[];
  readonly warnings: string[];
}

export function recordLog(): RecordedLog {
  const infos: string[] = [];
  const warnings: string[] = [];
  const into = (list: string[]) => (_fields: unknown, message?: string) => {
    list.push(message ?? String(_fields));
  };
  return { infos, warnings, log: { info: into(infos), warn: into(warnings) } };
}
