import { type BoundingBox, boxShape } from '../../array/bounding-box.js';
import { crop } from '../../array/crop.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import { ModelError } from '../../errors.js';
import type { Configuration } from '../../nnunet/model/configuration.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { NormalizationScheme } from '../../nnunet/model/normalization-scheme.js';
import type { Plans } from '../../nnunet/model/plans.js';
import type { PreparedChannel } from './channel-job.js';
import type { FramedRegion } from './frame.js';
import { type KeptChannels, keptOrPrepared } from './kept-channels.js';
import { prepareAside } from './prepare-aside.js';
import { prepareChannel } from './prepare-channel.js';

/** A channel that is prepared as images are. */
export interface ImageChannel {
  /** Which of the network's channels it is. */
  readonly place: number;
  /** [z,y,x] on the image's grid. */
  readonly voxels: Voxels;
  /** Whether it shows clicks, and no image. */
  readonly isDrawn: boolean;
  /** Whether there is nothing in it but zeros. */
  readonly isBlank: boolean;
}

/**
 * Crops, normalises and resamples channels. With threads to spare each but the last
 * is prepared in a thread of its own.
 *
 * @param images at least one, on one grid of `shape`
 * @param threads how many may compute at once
 * @param kept images that were prepared before; null where nothing is kept
 * @throws InputError when a channel's values do not fit its scheme
 * @throws ModelError when the plans lack a channel's settings
 */
export function prepareChannels(
  images: readonly ImageChannel[],
  shape: Shape,
  region: FramedRegion,
  { channels: roles, plans, configuration }: Pick<Model, 'channels' | 'plans' | 'configuration'>,
  threads: number,
  kept: KeptChannels | null = null,
): Promise<PreparedChannel[]> {
  const { frame, newShape, inside } = region;
  const { box, imageSpacing, networkSpacing } = frame;
  const isWorthAThread = threads > 1 && boxVoxels(box) >= manyVoxels;
  const prepared = images.map(async ({ place, voxels, isDrawn, isBlank }, c) => {
    const settings = channelSettings(plans, configuration, place, roles[place]!);
    const { scheme, properties, useMask } = settings;
    const prepare = isWorthAThread && c < images.length - 1 ? prepareAside : prepareChannel;
    if (isBlank && staysZero.has(scheme)) return zeros(region, configuration);
    const make = () =>
      prepare({
        voxels: crop(voxels, shape, box),
        shape: boxShape(box),
        newShape,
        spacing: imageSpacing,
        newSpacing: networkSpacing,
        scheme,
        properties,
        inside: useMask ? inside : null,
        resampling: configuration.resamplingData,
        resamplesFirst: configuration.nnunetVersion === 1,
      });
    const name = `${configuration.name} ${place}`;
    return keptOrPrepared(isDrawn ? null : kept, name, region, make);
  });
  return Promise.all(prepared);
}

/** Of a channel of zeros these make zeros again. */
const staysZero: ReadonlySet<NormalizationScheme> = new Set([
  'ZScoreNormalization',
  'NoNormalization',
]);

function zeros({ frame, newShape }: FramedRegion, { resamplingData }: Configuration) {
  const shape = resamplingData.kind === 'none' ? boxShape(frame.box) : newShape;
  const intensity = {
    ...{ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
    ...{ mean: 0, std: 1 },
  };
  return { data: new Float32Array(shape[0] * shape[1] * shape[2]), shape, intensity };
}

// Below it a channel is resampled sooner than a thread is started.
const manyVoxels = 2 ** 21;

function boxVoxels(box: BoundingBox): number {
  return boxShape(box).reduce((count, length) => count * length);
}

/** Whether a normalisation takes statistics of the training. */
function isOfTraining(scheme: NormalizationScheme): boolean {
  return scheme === 'CTNormalization' || scheme === 'CT2Normalization';
}

function channelSettings(plans: Plans, configuration: Configuration, c: number, name: string) {
  const scheme = configuration.normalizationSchemes[c];
  const useMask = configuration.useMaskForNorm[c];
  const unused = { mean: 0, std: 1, percentile_00_5: 0, percentile_99_5: 0 };
  const properties = plans.intensityProperties[String(c)];
  const isComplete =
    properties !== undefined &&
    Object.keys(unused).every((key) => Number.isFinite(properties[key as keyof typeof unused]));
  if (scheme === undefined || useMask === undefined || (isOfTraining(scheme) && !isComplete)) {
    throw new ModelError(
      `plans.json: configuration "${configuration.name}" lacks ${scheme === undefined ? 'a normalisation' : useMask === undefined ? 'use_mask_for_norm' : 'intensity statistics'} for channel ${c} (${name}). The plans do not belong to this dataset.json.`,
    );
  }
  return {
    scheme,
    properties: properties ?? unused,
    useMask,
  };
}
