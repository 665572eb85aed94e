import type { Vec3 } from '../image/volume.js';
import type { Change } from './change.js';
import type { Percist } from './percist.js';
import type { Fate, FateRow } from './tell-fates.js';

/** What `compare` found. */
export interface Comparison {
  /** autopet's version. */
  readonly autopet: string;
  readonly baseline: ComparedFiles;
  readonly followup: ComparedFiles;
  readonly registration: {
    /** Of the two CTs under the best motion of the body as a whole, -1 to 1. */
    readonly likeness: number;
    /** From baseline to follow-up, at the middle of the baseline's lesions or body, LPS mm. */
    readonly shift: Vec3;
    readonly degrees: number;
  };
  /** How many of each fate, rows of the table. */
  readonly counts: Readonly<Record<Fate, number>>;
  /** ml */
  readonly tmtv: Change;
  readonly tlg: Change;
  /** Of the hottest lesion of each study, g/ml. */
  readonly suvPeak: Change;
  /** The same by lean body mass; null where that is not known. */
  readonly sulPeak: Change | null;
  readonly percist: Percist;
  readonly table: readonly FateRow[];
}

/** What was compared. */
export interface ComparedFiles {
  readonly pet: string;
  readonly ct: string;
  readonly mask: string;
  /** How many lesions there are. */
  readonly lesions: number;
  /** What the gate found. */
  readonly inputCheck: 'ok' | 'warn' | 'refuse';
}
