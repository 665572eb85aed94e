import type { Log } from '../../log.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { StopSignal } from '../../process/until-aborted.js';
import type { Device, DeviceChoice } from '../../runtime/device.js';
import type { Engine } from '../../runtime/engine.js';
import type { Precision, PrecisionChoice } from '../../runtime/precision.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import type { OrganGrid } from '../sliding-window/collect-organs.js';
import type { Deadline } from './deadline.js';
import type { LogitLayout } from './logit-layout.js';
import type { Pass, Tta } from './plan-passes.js';

export interface PredictOptions {
  readonly device: DeviceChoice;
  readonly precision: PrecisionChoice;
  readonly threads: number;
  /** How many sessions share the threads on the CPU, each with a tile of its own. */
  readonly sessions: number;
  /** Whether the next fold may be loaded while one runs: there is memory for both. */
  readonly loadsAhead: boolean;
  readonly tta: Tta;
  /** Share of the patch between neighbouring tiles, 0 < stepSize <= 1. */
  readonly stepSize: number;
  readonly deadline: Deadline;
  readonly log: Log;
  readonly onProgress: (done: number, total: number) => void;
  /** Once aborted no further tile is begun, and the prediction fails. */
  readonly signal?: StopSignal;
}

/** What a prediction is made of. */
export interface PredictJob {
  readonly engine: Engine;
  readonly model: Model;
  readonly input: NetworkInput;
  readonly options: PredictOptions;
}

/** Mean logits on the network's grid, and how they came about. */
export interface Prediction extends Swept {
  /** `mixed` where float16 was too small for one fold of several. */
  readonly precision: Precision | 'mixed';
}

/** What one try has given. */
export interface Swept {
  /** One array [z,y,x] per channel of the layout. */
  readonly logits: readonly Float32Array[];
  readonly layout: LogitLayout;
  /** Of the first pass; null where the network tells of none. */
  readonly organs: OrganGrid | null;
  readonly device: Device;
  /** How many ran tiles side by side. */
  readonly sessions: number;
  readonly tiles: number;
  /** How many more tiles would cover the whole image, air and all. */
  readonly tilesSkipped: number;
  readonly passes: readonly Pass[];
  /** What the deadline was thought to leave time for; all that are possible without one. */
  readonly passesPlanned: number;
  readonly passesPossible: number;
}
