import type { Model } from '../../nnunet/model/load-model.js';
import type { Prediction } from '../predict/prediction.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { cropToImage, logitsToCrop, positiveOnCrop } from './to-image.js';
import { toLabels } from './to-labels.js';
import { toProbability } from './to-probability.js';

/** The network's answer on the image's own grid, [z,y,x]. */
export interface Segmentation {
  readonly labels: Uint8Array;
  /** Probability of the last label, or null if it was not asked for. */
  readonly probability: Float32Array | null;
}

/**
 * Brings logits back to the image and decides on labels, as nnU-Net's
 * convert_predicted_logits_to_segmentation_with_correct_shape does.
 */
export function postprocess(
  { logits, layout }: Prediction,
  { shape, frame }: NetworkInput,
  model: Model,
  wantsProbability: boolean,
): Segmentation {
  const { resamplingProbabilities } = model.configuration;
  const resample = (k: number): Float32Array =>
    logitsToCrop(logits[k]!, shape, frame, resamplingProbabilities);
  const onImage = <T extends Uint8Array | Float32Array>(cropped: T): T =>
    cropToImage(cropped, frame, model.plans.transposeBackward);
  if (!wantsProbability) {
    const positive =
      layout.kind === 'difference'
        ? positiveOnCrop(logits[0]!, shape, frame, resamplingProbabilities)
        : null;
    if (positive !== null) return { labels: onImage(positive), probability: null };
    return { labels: onImage(toLabels(model.dataset.labels, layout, resample)), probability: null };
  }
  const channels = logits.map((_, k) => resample(k));
  const channel = (k: number): Float32Array => channels[k]!;
  return {
    labels: onImage(toLabels(model.dataset.labels, layout, channel)),
    probability: onImage(toProbability(layout, channel)),
  };
}
