import { fullBox } from '../../array/bounding-box.js';
import { crop } from '../../array/crop.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import { type ChannelRole, type ClickRole, isModality } from '../../nnunet/model/channels.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { Axes } from '../../nnunet/model/plans.js';
import { type ClickInput, noClickInput, transposeClicks } from '../clicks/click-input.js';
import { drawClicks } from '../clicks/draw/draw-clicks.js';
import { type ClickSource, clickChannel } from './click-channels.js';
import { type ClickedPlaces, clickedPlaces } from './clicked-places.js';
import { type Frame, type FramedRegion, frameOf } from './frame.js';
import type { KeptChannels } from './kept-channels.js';
import { labelChannels } from './label-channels.js';
import { markOutside } from './mark-outside.js';
import type { AffineIntensity } from './normalise.js';
import { type ImageChannel, prepareChannels } from './prepare-channels.js';
import { type TransposedImage, transposeImages } from './transpose-images.js';
import { wayBackV1 } from './way-back-v1.js';

/** What the network sees, and all that is needed to bring its answer back to the image. */
export interface NetworkInput {
  /** Normalised channels in network order, each [z,y,x] of `shape`; in a cascade labels follow. */
  readonly channels: readonly Float32Array[];
  readonly shape: Shape;
  /** What normalisation did to PET and CT, in the order of their channels. */
  readonly intensities: readonly AffineIntensity[];
  readonly frame: Frame;
  readonly clicked: ClickedPlaces;
}

export interface PreprocessOptions {
  /** Whose input is prepared. */
  readonly model: Pick<Model, 'channels' | 'plans' | 'configuration' | 'dataset' | 'clicks'>;
  /** What the cascade's network before this one found, on the images' grid; null for none. */
  readonly earlierMask: Volume<Uint8Array> | null;
  /** On the images' grid. Default: no clicks. */
  readonly clickInput?: ClickInput;
  /** PET and CT of this very study that were prepared before. Default: nothing is kept. */
  readonly kept?: KeptChannels | null;
  /** How many may compute at once. */
  readonly threads: number;
}

/**
 * Prepares an image for the network in nnU-Net's order (DefaultPreprocessor.run_case_npy):
 * transpose, crop to nonzero, normalise, resample. Clicks that a model takes on the image's grid go along, those on its
 * own come at the end.
 *
 * @param images PET and CT as the model takes them, in network order, on one grid; they are left as they are
 * @throws InputError when the image is too thin for the model or its values do not fit the scheme
 * @throws ModelError when the plans lack a channel's settings
 */
export async function preprocess(
  images: readonly Volume<Voxels>[],
  { model, earlierMask, clickInput = noClickInput, kept = null, threads }: PreprocessOptions,
): Promise<NetworkInput> {
  const { configuration, plans, dataset } = model;
  const image = transposeImages(images, plans.transposeForward);
  const clicks = transposeClicks(clickInput.clicks, plans.transposeForward);
  const encoding = model.clicks?.encoding ?? null;
  const source = encoding && {
    ...{ encoding, clicks, configuration, transposeForward: plans.transposeForward },
    previous: clickInput.previous,
  };
  const placed = imageChannels(model.channels, image, source);
  const inBox = placed.filter(({ isDrawn }) => !isDrawn || encoding?.cropBox === 'all');
  const content = { ...image, channels: inBox.map(({ voxels }) => voxels) };
  const needMask = earlierMask !== null || configuration.useMaskForNorm.includes(true);
  const region = frameOf(content, configuration, needMask);
  const isV1 = configuration.nnunetVersion === 1;
  const frame = isV1
    ? { ...region.frame, wayBack: wayBackV1(region.frame, plans.transposeForward) }
    : region.frame;
  // Comes before normalisation, since what the earlier network found counts as inside.
  const labels = earlierMask && labelsOf(earlierMask, plans.transposeForward, region, isV1);
  const prepared = await prepareChannels(placed, image.shape, region, model, threads, kept);
  const { shape } = prepared[0]!;
  const { resamplingSeg } = configuration;
  const found =
    labels &&
    labelChannels(labels.data, dataset.foregroundLabels, labels.frame, shape, resamplingSeg);
  const channels = model.channels.map((role, place) => {
    const at = placed.findIndex((each) => each.place === place);
    return at >= 0 ? prepared[at]!.data : clickChannel(role as ClickRole, source!, frame, shape);
  });
  return {
    channels: [...channels, ...(found ?? [])],
    shape,
    intensities: prepared.filter((_, i) => !placed[i]!.isDrawn).map(({ intensity }) => intensity),
    frame,
    clicked: clickedPlaces(clicks, frame, shape, encoding),
  };
}

/** What is cropped, normalised and resampled: PET and CT, and clicks that are drawn beside them. */
function imageChannels(
  roles: readonly ChannelRole[],
  { channels, shape, spacing }: TransposedImage,
  source: ClickSource | null,
): ImageChannel[] {
  const images = [...channels];
  return roles.flatMap((role, place): ImageChannel[] => {
    if (isModality(role)) {
      return [{ place, voxels: images.shift()!, isDrawn: false, isBlank: false }];
    }
    if (source?.encoding.grid !== 'image' || role === 'previous') return [];
    const voxels = drawClicks(source.clicks[role], shape, spacing, source.encoding);
    return [{ place, voxels, isDrawn: true, isBlank: source.clicks[role].length === 0 }];
  });
}

/** nnU-Net v1 leaves the earlier segmentation uncropped, and squeezes it into the shape of the cropped image. */
function labelsOf(
  mask: Volume<Uint8Array>,
  axes: Axes,
  { frame, inside }: FramedRegion,
  isV1: boolean,
): { readonly data: Int16Array; readonly frame: Frame } {
  const [labels] = transposeImages([mask], axes).channels;
  if (isV1) {
    const whole = { ...frame, box: fullBox(frame.imageShape) };
    return { data: Int16Array.from(labels!), frame: whole };
  }
  return { data: markOutside(crop(labels!, frame.imageShape, frame.box), inside!), frame };
}
