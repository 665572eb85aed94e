import { InterruptedError } from '../errors.js';

/** What every call gets that is under way when an engine is closed, or comes later. */
export function engineClosed(): InterruptedError {
  return new InterruptedError(
    'The engine that runs the network has been closed. Open another one for further work.',
  );
}
