import { type BoundingBox, boxShape } from '../../array/bounding-box.js';
import { crop } from '../../array/crop.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import { ModelError } from '../../errors.js';
import type { Configuration } from '../../nnunet/model/configuration.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { Plans } from '../../nnunet/model/plans.js';
import type { FramedRegion } from './frame.js';
import { prepareAside } from './prepare-aside.js';
import { type PreparedChannel, prepareChannel } from './prepare-channel.js';

/** A channel that is prepared as images are. */
export interface ImageChannel {
  /** Which of the network's channels it is. */
  readonly place: number;
  /** [z,y,x] on the image's grid. */
  readonly voxels: Voxels;
  /** Whether it shows clicks, and no image. */
  readonly isDrawn: boolean;
}

/**
 * Crops, normalises and resamples channels. With threads to spare each but the last
 * is prepared in a thread of its own.
 *
 * @param images at least one, on one grid of `shape`
 * @param threads how many may compute at once
 * @throws InputError when a channel's values do not fit its scheme
 * @throws ModelError when the plans lack a channel's settings
 */
export function prepareChannels(
  images: readonly ImageChannel[],
  shape: Shape,
  { frame, newShape, inside }: FramedRegion,
  { channels: roles, plans, configuration }: Pick<Model, 'channels' | 'plans' | 'configuration'>,
  threads: number,
): Promise<PreparedChannel[]> {
  const { box, imageSpacing, networkSpacing } = frame;
  const isWorthAThread = threads > 1 && boxVoxels(box) >= manyVoxels;
  const prepared = images.map(async ({ place, voxels }, c) => {
    const settings = channelSettings(plans, configuration, place, roles[place]!);
    const { scheme, properties, useMask } = settings;
    const prepare = isWorthAThread && c < images.length - 1 ? prepareAside : prepareChannel;
    return prepare({
      voxels: crop(voxels, shape, box),
      shape: boxShape(box),
      newShape,
      spacing: imageSpacing,
      newSpacing: networkSpacing,
      scheme,
      properties,
      inside: useMask ? inside : null,
      resampling: configuration.resamplingData,
    });
  });
  return Promise.all(prepared);
}

// Below it a channel is resampled sooner than a thread is started.
const manyVoxels = 2 ** 21;

function boxVoxels(box: BoundingBox): number {
  return boxShape(box).reduce((count, length) => count * length);
}

function channelSettings(plans: Plans, configuration: Configuration, c: number, name: string) {
  const scheme = configuration.normalizationSchemes[c];
  const unused = { mean: 0, std: 1, percentile_00_5: 0, percentile_99_5: 0 };
  const properties = plans.intensityProperties[String(c)];
  const isComplete =
    properties !== undefined &&
    Object.keys(unused).every((key) => Number.isFinite(properties[key as keyof typeof unused]));
  if (scheme === undefined || (scheme === 'CTNormalization' && !isComplete)) {
    throw new ModelError(
      `plans.json: configuration "${configuration.name}" lacks ${scheme ? 'intensity statistics' : 'a normalisation'} for channel ${c} (${name}). The plans do not belong to this dataset.json.`,
    );
  }
  return {
    scheme,
    properties: properties ?? unused,
    useMask: configuration.useMaskForNorm[c] ?? false,
  };
}
