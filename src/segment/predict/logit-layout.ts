import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';
import type { Labels } from '../../nnunet/model/dataset.js';
import { suitsDifferenceHead } from '../../nnunet/model/difference-head.js';
import type { Answer } from '../../nnunet/network/segmentation-layer.js';

/**
 * What is kept of the network's output channels:
 * - `difference`: one channel, foreground minus background logit of a two-class network. Its sign is
 *   the argmax and its sigmoid the softmax, at half the memory and work;
 * - `classes`: one channel per label;
 * - `regions`: one channel per region.
 */
export interface LogitLayout {
  readonly kind: 'difference' | 'classes' | 'regions';
  readonly channels: number;
  /** Whether they are probabilities, as of nnU-Net v1; of `difference` that of foreground minus that of background. */
  readonly areProbabilities?: true;
  /** Whether the worker has to subtract the two channels, as the network does not itself. */
  readonly subtract: boolean;
  /** Logits that say background with certainty, for tiles that are not worth a run. */
  readonly background: readonly number[];
}

// e^-10 is far below any threshold in use, yet mild enough not to bleed into neighbouring tiles.
const certain = 10;

/**
 * Matches the network's outputs with the labels of dataset.json.
 *
 * @param outputs channels that the network gives; one is enough for two classes
 * @param resampling how logits come back to the image
 * @param answer what the network gives
 * @throws ModelError when they do not belong together
 */
export function logitLayout(
  labels: Labels,
  outputs: number,
  resampling: ResamplingFn,
  answer: Answer = 'logits',
): LogitLayout {
  const of = answer === 'probabilities' ? ({ areProbabilities: true } as const) : {};
  const isBinary = labels.kind === 'labels' && labels.heads === 2;
  if (isBinary && outputs === 1) return { ...difference(false, answer), ...of };
  if (outputs !== labels.heads) {
    throw new ModelError(
      `The network has ${outputs} output channel(s), but dataset.json declares ${labels.heads} ${labels.kind} (${labels.names.join(', ')}). The weights belong to another dataset.json.`,
    );
  }
  if (suitsDifferenceHead(labels, resampling)) return { ...difference(true, answer), ...of };
  const isRegions = labels.kind === 'regions';
  const background = Array.from({ length: outputs }, (_, channel) => {
    if (isRegions) return -certain;
    return channel === 0 ? (answer === 'probabilities' ? 1 : certain) : 0;
  });
  return {
    kind: isRegions ? 'regions' : 'classes',
    channels: outputs,
    ...of,
    subtract: false,
    background,
  };
}

function difference(subtract: boolean, answer: Answer): LogitLayout {
  const background = [answer === 'probabilities' ? -1 : -certain];
  return { kind: 'difference', channels: 1, subtract, background };
}
