import type { Log } from '../../log.js';
import type { Settings } from './evaluation.js';

export interface EvaluateOptions {
  /** Folder with a mask per case. */
  readonly predictions: string;
  /** Folder with the expert's mask per case. */
  readonly references: string;
  /** Folder with a PET (SUV) per case; null: no TLG and SUV. */
  readonly pet: string | null;
  /** CSV file with a group per case; null for none. */
  readonly subsets: string | null;
  /** Its column; null where there is only one. */
  readonly subsetColumn: string | null;
  readonly settings: Settings;
  /** How many cases are scored, and in memory, at once. */
  readonly workers: number;
  readonly log: Log;
  readonly onProgress: (done: number, total: number) => void;
}
