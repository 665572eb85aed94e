import type { Answer } from '../network/segmentation-layer.js';
import type { Configuration } from './configuration.js';

/** What is averaged over tiles, mirrors and folds: nnU-Net v2's logits, v1's probabilities. */
export function answerOf({ nnunetVersion }: Pick<Configuration, 'nnunetVersion'>): Answer {
  return nnunetVersion === 1 ? 'probabilities' : 'logits';
}
