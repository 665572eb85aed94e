import type { Model } from '../../nnunet/model/load-model.js';
import type { Prediction } from '../predict/prediction.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { cropToImage, isInterpolatedLinearly, logitsToCrop, positiveOnCrop } from './to-image.js';
import { toLabels } from './to-labels.js';
import { toProbability } from './to-probability.js';

/** The network's answer, [z,y,x]. */
export interface Segmentation {
  readonly labels: Uint8Array;
  /** Probability of the last label, or of the lesions where they were chosen; null if it was not asked for. */
  readonly probability: Float32Array | null;
}

/**
 * Brings logits back to the image and decides on labels, as nnU-Net's
 * convert_predicted_logits_to_segmentation_with_correct_shape does.
 *
 * @returns labels and probability on the image's own grid
 */
export function postprocess(
  prediction: Prediction,
  input: NetworkInput,
  model: Model,
  wantsProbability: boolean,
): Segmentation {
  const strategy = strategyFor(prediction, input, model, wantsProbability);
  const { labels, probability } = strategy(prediction, input, model);
  const { frame } = input;
  const { transposeBackward } = model.plans;
  return {
    labels: cropToImage(labels, frame, transposeBackward),
    probability: probability && cropToImage(probability, frame, transposeBackward),
  };
}

/** A way to segment the cropped image, of which each costs less than the one before where it will do. */
type Strategy = (prediction: Prediction, input: NetworkInput, model: Model) => Segmentation;

function strategyFor(
  { layout }: Prediction,
  { shape, frame }: NetworkInput,
  { configuration }: Model,
  wantsProbability: boolean,
): Strategy {
  if (wantsProbability) return withProbability;
  const isLinear = isInterpolatedLinearly(shape, frame, configuration.resamplingProbabilities);
  return layout.kind === 'difference' && isLinear ? onlyNearLesions : channelByChannel;
}

/** All channels at the image's resolution together: the probability needs them. */
const withProbability: Strategy = ({ logits, layout }, { shape, frame }, model) => {
  const { lesions } = model;
  const { resamplingProbabilities } = model.configuration;
  const channels = logits.map((data) => logitsToCrop(data, shape, frame, resamplingProbabilities));
  const channel = (k: number): Float32Array => channels[k]!;
  return {
    labels: toLabels(model.dataset.labels, layout, channel),
    probability: toProbability(layout, channel, lesions.isChosen ? lesions.outputs : undefined),
  };
};

/** One channel at a time at the image's resolution. */
const channelByChannel: Strategy = ({ logits, layout }, { shape, frame }, model) => {
  const { resamplingProbabilities } = model.configuration;
  const channel = (k: number): Float32Array =>
    logitsToCrop(logits[k]!, shape, frame, resamplingProbabilities);
  return { labels: toLabels(model.dataset.labels, layout, channel), probability: null };
};

/** Only what lies about positive logits at the image's resolution. */
const onlyNearLesions: Strategy = ({ logits }, { shape, frame }, model) => {
  const { resamplingProbabilities } = model.configuration;
  const labels = positiveOnCrop(logits[0]!, shape, frame, resamplingProbabilities);
  return { labels, probability: null };
};
