import { ModelError } from '../errors.js';
import type { Volume, Voxels } from '../image/volume.js';
import type { Modality } from '../model/channels.js';
import type { Configuration, Plans } from '../model/plans.js';
import type { GridSpacing, Shape } from '../resample/grid.js';
import { resampleData } from '../resample/resample-data.js';
import { type BoundingBox, boxShape } from './bounding-box.js';
import { computeNewShape } from './compute-new-shape.js';
import { crop } from './crop.js';
import { cropToNonzero } from './crop-to-nonzero.js';
import { type AffineIntensity, normalise } from './normalise.js';
import { transpose } from './transpose.js';

/** What the network sees, and all that is needed to bring its answer back to the image. */
export interface NetworkInput {
  /** Normalised channels in network order, each [z,y,x] of `shape`. */
  readonly channels: readonly Float32Array[];
  readonly shape: Shape;
  /** What normalisation did to each channel. */
  readonly intensities: readonly AffineIntensity[];
  readonly frame: Frame;
}

/** How the network's grid lies in the image. All [z,y,x], after transposing. */
export interface Frame {
  readonly imageShape: Shape;
  readonly box: BoundingBox;
  /** Voxel size of the image, mm. */
  readonly imageSpacing: GridSpacing;
  /** Voxel size of the network's grid, mm. */
  readonly networkSpacing: GridSpacing;
}

/**
 * Prepares an image for the network in nnU-Net's order (DefaultPreprocessor.run_case_npy):
 * transpose, crop to nonzero, normalise, resample.
 *
 * @param images one per channel in network order, on one grid; they are left as they are
 * @throws InputError when the image is too thin for the model or its values do not fit the scheme
 * @throws ModelError when the plans lack a channel's settings
 */
export function preprocess(
  images: readonly Volume<Voxels>[],
  modalities: readonly Modality[],
  plans: Plans,
  configuration: Configuration,
): NetworkInput {
  const [x, y, z] = images[0]!.size;
  const [spacingX, spacingY, spacingZ] = images[0]!.spacing;
  const pick = (values: Shape): Shape => {
    const [a, b, c] = plans.transposeForward;
    return [values[a], values[b], values[c]];
  };
  const imageShape = pick([z, y, x]);
  const imageSpacing = pick([spacingZ, spacingY, spacingX]);
  const networkSpacing = spacing3d(configuration.spacing, imageSpacing);
  const transposed = images.map(
    ({ data }) => transpose(new Float32Array(data), [z, y, x], plans.transposeForward).data,
  );
  const needMask = configuration.useMaskForNorm.includes(true);
  const { bbox: box, inside } = cropToNonzero(transposed, imageShape, needMask);
  const croppedShape = boxShape(box);
  const shape = computeNewShape(croppedShape, imageSpacing, networkSpacing);

  const intensities: AffineIntensity[] = [];
  // One channel at a time, so that no more than one lives in both resolutions.
  const channels = modalities.map((modality, c) => {
    const data = crop(transposed[c]!, imageShape, box);
    const settings = channelSettings(plans, configuration, c, modality);
    intensities.push(
      normalise(data, settings.scheme, settings.properties, settings.useMask ? inside : null),
    );
    transposed[c] = new Float32Array(0);
    return resampleData(
      data,
      croppedShape,
      shape,
      imageSpacing,
      networkSpacing,
      configuration.resamplingData,
    );
  });
  return {
    channels: channels.map(({ data }) => data),
    shape: channels[0]!.shape,
    intensities,
    frame: { imageShape, box, imageSpacing, networkSpacing },
  };
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
