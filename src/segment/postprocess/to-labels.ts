import type { Labels } from '../../nnunet/model/dataset.js';
import type { LogitLayout } from '../predict/logit-layout.js';

/**
 * Turns logits into labels as nnU-Net's LabelManager does, one channel at a time, so that only one
 * needs to exist at full resolution: the largest logit wins, ties going to the lower label; a
 * region's voxels are those with a positive logit (probability over 0.5), and later regions
 * overwrite earlier ones.
 *
 * @param channel gives the logits of a channel; all have the same length
 */
export function toLabels(
  labels: Labels,
  layout: LogitLayout,
  channel: (index: number) => Float32Array,
): Uint8Array {
  if (layout.kind === 'difference') return positive(channel(0));
  if (labels.kind === 'regions') {
    return regions(labels.regionsClassOrder, channel);
  }
  return argmax(layout.channels, channel);
}

/** 1 where the logit of foreground less background is positive. */
export function positive(difference: Float32Array): Uint8Array {
  const mask = new Uint8Array(difference.length);
  for (let i = 0; i < mask.length; i++) if (difference[i]! > 0) mask[i] = 1;
  return mask;
}

function argmax(channels: number, channel: (index: number) => Float32Array): Uint8Array {
  // A copy: the channel itself may be the caller's to keep.
  const best = channel(0).slice();
  const label = new Uint8Array(best.length);
  for (let k = 1; k < channels; k++) {
    const logits = channel(k);
    for (let i = 0; i < best.length; i++) {
      if (logits[i]! > best[i]!) {
        best[i] = logits[i]!;
        label[i] = k;
      }
    }
  }
  return label;
}

function regions(
  classOrder: readonly number[],
  channel: (index: number) => Float32Array,
): Uint8Array {
  let label: Uint8Array | null = null;
  for (const [k, value] of classOrder.entries()) {
    const logits = channel(k);
    label ??= new Uint8Array(logits.length);
    for (let i = 0; i < label.length; i++) if (logits[i]! > 0) label[i] = value;
  }
  return label ?? new Uint8Array(0);
}
