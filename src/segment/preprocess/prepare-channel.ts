import { sameShape } from '../../array/grid.js';
import { resampleData } from '../../array/resample/resample-data.js';
import { separateZAxis } from '../../array/resample/separate-z.js';
import type { ChannelJob, PreparedChannel } from './channel-job.js';
import { intensityOf, normalise } from './normalise.js';
import { prepareChannelV1 } from './prepare-channel-v1.js';
import { resampleNormalised } from './resample-normalised.js';

/**
 * Normalises a channel and resamples it.
 *
 * @throws InputError if its values do not fit the scheme
 */
export function prepareChannel(job: ChannelJob): PreparedChannel {
  if (job.resamplesFirst) return prepareChannelV1(job);
  const { voxels, shape, newShape, scheme, properties, inside } = job;
  if (isPlainCubic(job)) {
    const intensity = intensityOf(voxels, scheme, properties, null);
    const data = resampleNormalised(voxels, shape, newShape, intensity);
    return { data, shape: newShape, intensity };
  }
  const { data, intensity } = normalise(voxels, scheme, properties, inside);
  const { spacing, newSpacing, resampling } = job;
  return { ...resampleData(data, shape, newShape, spacing, newSpacing, resampling), intensity };
}

/** Whether every voxel is normalised and every axis resampled alike. */
function isPlainCubic(job: ChannelJob): boolean {
  const { inside, shape, newShape, resampling, spacing, newSpacing } = job;
  if (resampling.kind !== 'default' || resampling.order !== 3) return false;
  if (inside !== null || sameShape(shape, newShape)) return false;
  const { forceSeparateZ } = resampling;
  return separateZAxis({ forceSeparateZ, currentSpacing: spacing, newSpacing }) === null;
}
