import { crop } from '../../array/crop.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { Axes } from '../../nnunet/model/plans.js';
import { type Frame, type FramedRegion, frameOf } from './frame.js';
import { labelChannels } from './label-channels.js';
import { markOutside } from './mark-outside.js';
import type { AffineIntensity } from './normalise.js';
import { prepareChannels } from './prepare-channels.js';
import { transposeImages } from './transpose-images.js';

/** What the network sees, and all that is needed to bring its answer back to the image. */
export interface NetworkInput {
  /** Normalised channels in network order, each [z,y,x] of `shape`; in a cascade labels follow. */
  readonly channels: readonly Float32Array[];
  readonly shape: Shape;
  /** What normalisation did to each image channel. */
  readonly intensities: readonly AffineIntensity[];
  readonly frame: Frame;
}

export interface PreprocessOptions {
  /** Whose input is prepared. */
  readonly model: Pick<Model, 'channels' | 'plans' | 'configuration' | 'dataset'>;
  /** What the cascade's network before this one found, on the images' grid; null for none. */
  readonly earlierMask: Volume<Uint8Array> | null;
  /** How many may compute at once. */
  readonly threads: number;
}

/**
 * Prepares an image for the network in nnU-Net's order (DefaultPreprocessor.run_case_npy):
 * transpose, crop to nonzero, normalise, resample.
 *
 * @param images one per channel in network order, on one grid; they are left as they are
 * @throws InputError when the image is too thin for the model or its values do not fit the scheme
 * @throws ModelError when the plans lack a channel's settings
 */
export async function preprocess(
  images: readonly Volume<Voxels>[],
  { model, earlierMask, threads }: PreprocessOptions,
): Promise<NetworkInput> {
  const { configuration, plans, dataset } = model;
  const image = transposeImages(images, plans.transposeForward);
  const needMask = earlierMask !== null || configuration.useMaskForNorm.includes(true);
  const region = frameOf(image, configuration, needMask);
  // Comes before normalisation, since what the earlier network found counts as inside.
  const labels = earlierMask && labelsInBox(earlierMask, plans.transposeForward, region);
  const prepared = await prepareChannels(image, region, model, threads);
  const { shape } = prepared[0]!;
  const { resamplingSeg } = configuration;
  const found =
    labels && labelChannels(labels, dataset.foregroundLabels, region.frame, shape, resamplingSeg);
  return {
    channels: [...prepared.map(({ data }) => data), ...(found ?? [])],
    shape,
    intensities: prepared.map(({ intensity }) => intensity),
    frame: region.frame,
  };
}

function labelsInBox(
  mask: Volume<Uint8Array>,
  axes: Axes,
  { frame, inside }: FramedRegion,
): Int16Array {
  const [labels] = transposeImages([mask], axes).channels;
  return markOutside(crop(labels!, frame.imageShape, frame.box), inside!);
}
