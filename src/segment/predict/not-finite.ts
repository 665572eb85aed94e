import { ModelError } from '../../errors.js';

/** A logit is NaN or infinite: float16 was too small for the network, or it is of no use. */
export class NotFinite extends ModelError {
  constructor() {
    super(
      'The network gave NaN or infinite logits. The weights are damaged, or the input is far outside of what they were trained on.',
    );
    this.name = 'ModelError';
  }
}
