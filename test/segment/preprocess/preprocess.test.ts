import { readFileSync } from 'node:fs';
import type { BoundingBox } from '../../../src/array/bounding-box.js';
import type { Shape } from '../../../src/array/grid.js';
import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import type { Voxels } from '../../../src/array/voxels.js';
import { InputError, ModelError } from '../../../src/errors.js';
import type { Vec3 } from '../../../src/image/volume.js';
import type { Configuration } from '../../../src/nnunet/model/configuration.js';
import type {
  IntensityProperties,
  NormalizationScheme,
} from '../../../src/nnunet/model/normalization-scheme.js';
import type { Axes, Plans } from '../../../src/nnunet/model/plans.js';
import { type PreprocessOptions, preprocess } from '../../../src/segment/preprocess/preprocess.js';
import { makeVolume } from '../../support/make-volume.js';

interface Reference {
  readonly title: string;
  /** Along x, y, z, as ITK has it. */
  readonly size: Vec3;
  readonly spacing: Vec3;
  readonly images: number[][];
  readonly transpose: Axes;
  readonly targetSpacing: number[];
  readonly schemes: NormalizationScheme[];
  readonly masked: boolean[];
  readonly resampling: string;
  readonly properties: Record<string, IntensityProperties>;
  readonly box: BoundingBox;
  readonly imageShape: Shape;
  readonly shape: Shape;
  readonly channels: number[][];
}

/** Made by make_pipeline_references.py: nnU-Net's DefaultPreprocessor on CT and PET. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/preprocess.json', import.meta.url), 'utf8'),
) as Reference[];

const oneLabel = { kind: 'labels', heads: 2, names: ['background', 'lesion'] } as const;
const cubic: ResamplingFn = { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: null };

const imagesOf = ({ images, size, spacing }: Reference) =>
  images.map((values) => makeVolume({ size, spacing, data: Float32Array.from(values) }));

function plansOf({ transpose, properties }: Reference): Plans {
  const inverse = [0, 1, 2].map((axis) => transpose.indexOf(axis as 0 | 1 | 2));
  return {
    imageReaderWriter: 'SimpleITKIO',
    transposeForward: transpose,
    transposeBackward: inverse as unknown as Axes,
    intensityProperties: properties,
    configurations: {},
  };
}

function configurationOf({ targetSpacing, schemes, masked, resampling }: Reference): Configuration {
  const isTorch = resampling === 'resample_torch_fornnunet';
  return {
    name: '3d_fullres',
    spacing: targetSpacing,
    patchSize: targetSpacing.map(() => 4),
    normalizationSchemes: schemes,
    useMaskForNorm: masked,
    resamplingData: isTorch ? { kind: 'torch', forceSeparateZ: null } : cubic,
    resamplingSeg: cubic,
    resamplingProbabilities: cubic,
    earlierConfiguration: null,
    nnunetVersion: 2,
    raw: {},
  };
}

const optionsOf = (reference: Reference): PreprocessOptions => ({
  model: {
    channels: ['CT', 'PET'],
    plans: plansOf(reference),
    configuration: configurationOf(reference),
    dataset: {
      channelNames: ['CT', 'PET'],
      channelMeanings: ['CT', 'PET'],
      channelSemantics: [],
      labels: oneLabel,
      labelValues: [[0], [1]],
      foregroundLabels: [1],
    },
    clicks: null,
  },
  earlierMask: null,
  threads: 1,
});

const run = (reference: Reference) => preprocess(imagesOf(reference), optionsOf(reference));

describe('preprocess against nnU-Net', () => {
  test.each(references)('$title', async (reference) => {
    const { shape, channels, box, imageShape } = reference;
    const found = await run(reference);
    expect(found.shape).toEqual(shape);
    expect(found.frame).toMatchObject({ box, imageShape });
    expect(found.channels).toHaveLength(channels.length);
    for (const [c, expected] of channels.entries()) {
      expect(found.channels[c]).toHaveLength(expected.length);
      const errors = expected.map((value, i) => Math.abs(found.channels[c]![i]! - value));
      // Both sides keep float32; statistics and splines are summed in another order.
      expect(Math.max(...errors)).toBeLessThan(3e-6);
    }
  });
});

describe('preprocess', () => {
  const [sameGrid, transposed] = references as [Reference, Reference];
  const twoD = references.find(({ targetSpacing }) => targetSpacing.length === 2)!;

  test('tells voxel sizes after transposing, of the image and of the network', async () => {
    const { frame } = await run(transposed);
    const [x, y, z] = transposed.spacing;
    const inArrayOrder = [z, y, x];
    expect(frame.imageSpacing).toEqual(transposed.transpose.map((axis) => inArrayOrder[axis]));
    expect(frame.networkSpacing).toEqual(transposed.targetSpacing);
  });

  test('keeps the first axis of a 2-D configuration as it is', async () => {
    const [, , z] = twoD.spacing;
    expect((await run(twoD)).frame.networkSpacing).toEqual([z, ...twoD.targetSpacing]);
  });

  test('leaves the images alone, even where nothing is to be resampled or cropped', async () => {
    for (const reference of references) {
      const images = imagesOf(reference);
      await preprocess(images, optionsOf(reference));
      expect(images).toEqual(imagesOf(reference));
    }
  });

  test('tells what normalisation did', async () => {
    const { mean, std, percentile_00_5, percentile_99_5 } = sameGrid.properties[0]!;
    expect((await run(sameGrid)).intensities[0]).toEqual({
      mean: Math.fround(mean),
      std: Math.fround(std),
      lower: Math.fround(percentile_00_5),
      upper: Math.fround(percentile_99_5),
    });
  });

  test.each<[string, Partial<Reference>, string]>([
    ['a normalisation', { schemes: ['CTNormalization'] }, 'a normalisation for channel 1 (PET)'],
    [
      'intensity statistics',
      { properties: { 0: sameGrid.properties[0]! } },
      'intensity statistics for channel 1 (PET)',
    ],
    [
      'one of the statistics',
      {
        properties: { ...sameGrid.properties, 0: { ...sameGrid.properties[0]!, std: Number.NaN } },
      },
      'intensity statistics for channel 0 (CT)',
    ],
  ])('refuses plans that lack %s', async (_, changed, words) => {
    const attempt = () => run({ ...sameGrid, ...changed });
    await expect(attempt()).rejects.toThrow(ModelError);
    await expect(attempt()).rejects.toThrow(words);
  });

  test('does without statistics where the scheme needs none', async () => {
    const schemes: NormalizationScheme[] = ['NoNormalization', 'ZScoreNormalization'];
    const { channels } = await run({ ...sameGrid, schemes, properties: {} });
    expect(channels[0]).toEqual(Float32Array.from(sameGrid.images[0]!));
  });

  test('refuses an image that is too thin for the model', async () => {
    const attempt = run({ ...sameGrid, targetSpacing: [3 * 4 * 3, 2, 2] });
    await expect(attempt).rejects.toThrow(InputError);
  });

  test('adds a channel per label of what an earlier network found, which counts as inside', async () => {
    const size: Vec3 = [4, 1, 1];
    const volume = <T extends Voxels>(data: T) => makeVolume({ size, spacing: [2, 2, 2], data });
    // The third voxel is empty in both images, but an earlier network has found label 2 there.
    const images = [volume(Float32Array.of(5, 3, 0, 0)), volume(Float32Array.of(1, 0, 0, 9))];
    const { model, threads } = optionsOf({
      ...sameGrid,
      transpose: [0, 1, 2],
      targetSpacing: [2, 2, 2],
      schemes: ['ZScoreNormalization', 'NoNormalization'],
      masked: [true, false],
    });
    const { channels, shape } = await preprocess(images, {
      model: { ...model, dataset: { ...model.dataset, foregroundLabels: [1, 2] } },
      earlierMask: volume(Uint8Array.of(0, 1, 2, 0)),
      threads,
    });
    expect(shape).toEqual([1, 1, 4]);
    // Mean and standard deviation of all four.
    const std = Math.fround(Math.sqrt(4.5));
    expect(channels).toEqual([
      Float32Array.of(3 / std, 1 / std, -2 / std, -2 / std),
      Float32Array.of(1, 0, 0, 9),
      Float32Array.of(0, 1, 0, 0),
      Float32Array.of(0, 0, 1, 0),
    ]);
  });

  test('gives the same with a thread for each channel', async () => {
    // Large enough for the threads to be worth it.
    const size: Vec3 = [130, 128, 128];
    const image = (step: number) =>
      makeVolume({
        size,
        spacing: [2, 2, 2],
        data: new Float32Array(130 * 128 * 128).map((_, i) => (i * step) % 211),
      });
    const { properties, ...rest } = sameGrid;
    const options = {
      ...rest,
      properties,
      transpose: [0, 1, 2] as const,
      targetSpacing: [8, 8, 8],
    };
    const prepare = (threads: number) =>
      preprocess([image(7919), image(104729)], { ...optionsOf(options), threads });
    const [alone, aside] = [await prepare(1), await prepare(2)];
    expect(aside.shape).toEqual([32, 32, 32]);
    expect(Buffer.from(aside.channels[0]!.buffer)).toEqual(Buffer.from(alone.channels[0]!.buffer));
    expect(Buffer.from(aside.channels[1]!.buffer)).toEqual(Buffer.from(alone.channels[1]!.buffer));
  });
});
