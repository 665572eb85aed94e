import type { Checkpoint } from './checkpoint.js';
import type { PickledTensor } from './pickle-value.js';

/** A checkpoint's content with its weights under the names of the state dict. */
export interface NnunetCheckpoint
  extends Omit<Checkpoint, 'weights' | 'hasSums' | 'verify' | 'close'> {
  readonly stateDict: ReadonlyMap<string, PickledTensor>;
}
