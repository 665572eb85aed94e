import { resampleData } from '../../array/resample/resample-data.js';
import { resampleSeg } from '../../array/resample/resample-seg.js';
import type { ChannelJob, PreparedChannel } from './channel-job.js';
import { intensityOf, normaliseRow } from './normalise.js';

/**
 * Resamples a channel and normalises it: nnU-Net v1's order (GenericPreprocessor.resample_and_normalize). Where
 * normalisation is to look at the image's content alone, what is outside becomes 0.
 */
export function prepareChannelV1(job: ChannelJob): PreparedChannel {
  const { voxels, shape, newShape, spacing, newSpacing, scheme, properties, resampling } = job;
  const data = Float32Array.from(voxels);
  const resampled = resampleData(data, shape, newShape, spacing, newSpacing, resampling);
  const inside = job.inside && resampleInside(job.inside, job);
  const intensity = intensityOf(resampled.data, scheme, properties, inside);
  const normalised = new Float32Array(resampled.data.length);
  normaliseRow(resampled.data, 0, 1, normalised, 0, normalised.length, intensity);
  if (scheme !== 'NoNormalization') clearOutside(normalised, inside);
  return { data: normalised, shape: resampled.shape, intensity };
}

/** As a segmentation of its own, in which outside is -1. */
function resampleInside(
  inside: Uint8Array,
  { shape, newShape, spacing, newSpacing }: ChannelJob,
): Uint8Array {
  const labels = Int16Array.from(inside, (isInside) => (isInside === 0 ? -1 : 0));
  const fn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null } as const;
  const { data } = resampleSeg(labels, shape, newShape, spacing, newSpacing, fn);
  return Uint8Array.from(data, (label) => (label < 0 ? 0 : 1));
}

function clearOutside(data: Float32Array, inside: Uint8Array | null): void {
  inside?.forEach((isInside, i) => {
    if (isInside === 0) data[i] = 0;
  });
}
