import { type BoundingBox, boxShape } from '../../array/bounding-box.js';
import { crop } from '../../array/crop.js';
import type { GridSpacing, Shape } from '../../array/grid.js';
import { transpose } from '../../array/transpose.js';
import type { Voxels } from '../../array/voxels.js';
import { ModelError } from '../../errors.js';
import type { Volume } from '../../image/volume.js';
import type { Modality } from '../../nnunet/model/channels.js';
import type { Configuration, Plans } from '../../nnunet/model/plans.js';
import { computeNewShape } from './compute-new-shape.js';
import { cropToNonzero } from './crop-to-nonzero.js';
import type { Frame } from './frame.js';
import { markOutside } from './mark-outside.js';
import type { AffineIntensity } from './normalise.js';
import { prepareAside } from './prepare-aside.js';
import { prepareChannel } from './prepare-channel.js';
import { previousStageChannels } from './previous-stage-channels.js';

/** What the network sees, and all that is needed to bring its answer back to the image. */
export interface NetworkInput {
  /** Normalised channels in network order, each [z,y,x] of `shape`; in a cascade labels follow. */
  readonly channels: readonly Float32Array[];
  readonly shape: Shape;
  /** What normalisation did to each image channel. */
  readonly intensities: readonly AffineIntensity[];
  readonly frame: Frame;
}

/** What a cascade's first network found. */
export interface PreviousStage {
  /** [z,y,x] on the grid of the images. */
  readonly segmentation: Uint8Array;
  readonly foregroundLabels: readonly number[];
}

/**
 * Prepares an image for the network in nnU-Net's order (DefaultPreprocessor.run_case_npy):
 * transpose, crop to nonzero, normalise, resample.
 *
 * @param images one per channel in network order, on one grid; they are left as they are
 * @param threads how many may compute at once
 * @param previousStage null for all but the second network of a cascade
 * @throws InputError when the image is too thin for the model or its values do not fit the scheme
 * @throws ModelError when the plans lack a channel's settings
 */
export async function preprocess(
  images: readonly Volume<Voxels>[],
  modalities: readonly Modality[],
  plans: Plans,
  configuration: Configuration,
  previousStage: PreviousStage | null = null,
  threads = 1,
): Promise<NetworkInput> {
  const [x, y, z] = images[0]!.size;
  const [spacingX, spacingY, spacingZ] = images[0]!.spacing;
  const pick = (values: Shape): Shape => {
    const [a, b, c] = plans.transposeForward;
    return [values[a], values[b], values[c]];
  };
  const transposeForward = <T extends Voxels>(data: T): T =>
    transpose(data, [z, y, x], plans.transposeForward).data;
  const imageShape = pick([z, y, x]);
  const imageSpacing = pick([spacingZ, spacingY, spacingX]);
  const networkSpacing = spacing3d(configuration.spacing, imageSpacing);
  const transposed = images.map(({ data }) => transposeForward(data));
  const needMask = previousStage !== null || configuration.useMaskForNorm.includes(true);
  const { bbox: box, inside } = cropToNonzero(transposed, imageShape, needMask);
  const frame: Frame = { imageShape, box, imageSpacing, networkSpacing };
  const croppedShape = boxShape(box);
  const newShape = computeNewShape(croppedShape, imageSpacing, networkSpacing);
  // Comes before normalisation, since what the previous stage found counts as inside.
  const segmentation =
    previousStage &&
    markOutside(crop(transposeForward(previousStage.segmentation), imageShape, box), inside!);

  // With threads to spare the next channel is prepared beside this one.
  const isWorthAThread = threads > 1 && boxVoxels(box) >= manyVoxels;
  const prepared = modalities.map(async (modality, c) => {
    const { scheme, properties, useMask } = channelSettings(plans, configuration, c, modality);
    const prepare = isWorthAThread && c < modalities.length - 1 ? prepareAside : prepareChannel;
    return prepare({
      voxels: crop(transposed[c]!, imageShape, box),
      shape: croppedShape,
      newShape,
      spacing: imageSpacing,
      newSpacing: networkSpacing,
      scheme,
      properties,
      inside: useMask ? inside : null,
      resampling: configuration.resamplingData,
    });
  });
  const channels = await Promise.all(prepared);
  const { shape } = channels[0]!;
  const { resamplingSeg } = configuration;
  const labels =
    segmentation &&
    previousStageChannels(
      segmentation,
      previousStage.foregroundLabels,
      frame,
      shape,
      resamplingSeg,
    );
  return {
    channels: [...channels.map(({ data }) => data), ...(labels ?? [])],
    shape,
    intensities: channels.map(({ intensity }) => intensity),
    frame,
  };
}

// Below it a channel is resampled sooner than a thread is started.
const manyVoxels = 2 ** 21;

function boxVoxels(box: BoundingBox): number {
  return boxShape(box).reduce((count, length) => count * length);
}

/** A 2-D configuration keeps the image's spacing along the first axis. */
function spacing3d(spacing: readonly number[], imageSpacing: GridSpacing): GridSpacing {
  const [first, second, third] = spacing;
  if (first === undefined || second === undefined) return imageSpacing;
  return third === undefined ? [imageSpacing[0], first, second] : [first, second, third];
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
