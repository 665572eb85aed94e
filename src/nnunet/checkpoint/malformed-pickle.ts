import { ModelError } from '../../errors.js';

/** The error for a data.pkl that torch.save cannot have written; `what` says what is wrong with it. */
export function malformedPickle(what: string): ModelError {
  return new ModelError(
    `its data.pkl is damaged or was not written by torch.save (${what}): copy the file again`,
  );
}
