import type { Device } from './device.js';
import type { NetworkShape } from './messages.js';
import type { Precision } from './precision.js';

/** A network ready to run, and where. */
export interface LoadedNetwork {
  readonly device: Device;
  readonly precision: Precision;
  readonly shape: NetworkShape;
  /** How many sessions take tiles side by side. */
  readonly sessions: number;
  /** What loading took. */
  readonly secondsToLoad: number;
}
