/** How a model wants clicks as channels, and what else it wants of the iteration before. */
export interface ClickEncoding {
  /**
   * What the channels are drawn on: the `image` as the plans turn it, so that they are cropped, normalised and
   * resampled as the images are; or the `network`'s grid, after all that.
   */
  readonly grid: 'image' | 'network';
  /** What a click looks like; `ball-edt`: the distance to the outside of a ball, over its maximum. */
  readonly shape: 'impulse' | 'gaussian' | 'ball-edt' | 'cone';
  /** σ of a Gaussian, radius of a ball or cone. */
  readonly size: number;
  readonly unit: 'voxel' | 'mm';
  /** What voxels within reach of several clicks get. */
  readonly combine: 'sum' | 'max';
  /** Of a Gaussian: what it adds up to, or its highest value, is 1. */
  readonly peak: 'unit-sum' | 'one';
  /**
   * How a voxel of the crop becomes one of the network's grid: by its `corner`, rounded half to even, clicks beside
   * the crop going to its edge; or by its `centre`, rounded half up, clicks beside the crop left out.
   */
  readonly mapping: 'corner-half-even' | 'centre-half-up';
  /** How often the crop's start is subtracted: `doubled` in LesionLocator, whose networks have learned with that. */
  readonly cropOffset: 'fixed' | 'doubled';
  /** Which channels must have content within the crop's box. */
  readonly cropBox: 'all' | 'images';
  /** What a channel shows of the iteration before. */
  readonly previous: 'none' | 'mask' | 'probability';
}

const onImage = {
  grid: 'image',
  unit: 'voxel',
  combine: 'sum',
  peak: 'unit-sum',
  mapping: 'centre-half-up',
  cropOffset: 'fixed',
  cropBox: 'all',
  previous: 'none',
} as const satisfies Partial<ClickEncoding>;

const onNetwork = {
  grid: 'network',
  unit: 'voxel',
  combine: 'max',
  peak: 'one',
  cropBox: 'images',
} as const satisfies Partial<ClickEncoding>;

/** Encodings by the name of the challenge's edition or of the entry that they belong to. */
export const clickPresets = {
  /** The organisers' baseline of edition IV. */
  'autopet-iv': { ...onImage, shape: 'gaussian', size: 3 },
  /** That of edition V: scribbles are voxels. */
  'autopet-v': { ...onImage, shape: 'impulse', size: 0 },
  /** arXiv 2508.21680. */
  lesionlocator: {
    ...onNetwork,
    shape: 'ball-edt',
    size: 2,
    mapping: 'corner-half-even',
    cropOffset: 'doubled',
    previous: 'none',
  },
  /** The entry msdsn/autopet-v. */
  'msdsn-v': {
    ...onNetwork,
    shape: 'cone',
    size: 10,
    mapping: 'centre-half-up',
    cropOffset: 'fixed',
    previous: 'mask',
  },
} as const satisfies Readonly<Record<string, ClickEncoding>>;

/** Name of a preset. */
export type ClickPreset = keyof typeof clickPresets;

/** In the order in which they are told. */
export const clickPresetNames = Object.keys(clickPresets) as [ClickPreset, ...ClickPreset[]];
