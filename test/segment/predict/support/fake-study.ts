import type { Shape } from '../../../../src/array/grid.js';
import type { ResamplingFn } from '../../../../src/array/resample/resampling-fn.js';
import type { Labels } from '../../../../src/nnunet/model/dataset.js';
import { lesionLabels } from '../../../../src/nnunet/model/lesion-labels.js';
import type { Model } from '../../../../src/nnunet/model/load-model.js';
import type { Deadline } from '../../../../src/segment/predict/deadline.js';
import type { PredictOptions } from '../../../../src/segment/predict/prediction.js';
import type { NetworkInput } from '../../../../src/segment/preprocess/preprocess.js';
import { recordLog } from '../../../support/record-log.js';

const linear: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };

/** Labels of a network with so many classes, background first. */
export function classes(heads: number): Labels {
  const names = Array.from({ length: heads }, (_, k) => (k === 0 ? 'background' : `label ${k}`));
  return { kind: 'labels', heads, names };
}

/** A model whose folds are the networks `fold_0`, `fold_1`, ... of a fake engine; CT, then PET. */
export function fakeModel(
  patchSize: readonly number[],
  {
    folds = 1,
    labels = classes(2),
    mirrorAxes = [] as readonly number[],
    channels = ['CT', 'PET'] as readonly ('CT' | 'PET')[],
  } = {},
): Model {
  const labelValues =
    labels.kind === 'labels'
      ? labels.names.map((_, value) => [value])
      : labels.regionsClassOrder.map((value) => [value]);
  return {
    folder: '/model',
    plans: {
      imageReaderWriter: 'SimpleITKIO',
      transposeForward: [0, 1, 2],
      transposeBackward: [0, 1, 2],
      intensityProperties: {},
      configurations: {},
    },
    configuration: {
      name: '3d_fullres',
      spacing: patchSize.map(() => 1),
      patchSize,
      normalizationSchemes: channels.map(() => 'NoNormalization'),
      useMaskForNorm: channels.map(() => false),
      resamplingData: linear,
      resamplingSeg: linear,
      resamplingProbabilities: linear,
      earlierConfiguration: null,
      nnunetVersion: 2,
      raw: {},
    },
    dataset: {
      channelNames: channels,
      channelMeanings: channels,
      channelSemantics: [],
      labels,
      labelValues,
      foregroundLabels: [1],
    },
    lesions: lesionLabels({ labels, labelValues }, null, null),
    channels,
    clicks: null,
    mirrorAxes,
    orientation: null,
    folds: Array.from({ length: folds }, (_, i) => ({
      name: `fold_${i}`,
      path: `/model/fold_${i}`,
      network: async () => `fold_${i}`,
      sha256: async () => '',
    })),
    earlierModel: null,
    postprocessing: [],
    lesionCertainty: [],
    calibration: null,
    suvFloor: null,
    minimumLesionMl: null,
    tracers: [],
    organClasses: null,
  };
}

/** An image whose values are HU and SUV themselves: normalisation has done nothing to them. */
export function fakeInput(channels: readonly Float32Array[], shape: Shape): NetworkInput {
  const unchanged = { lower: -Infinity, upper: Infinity, mean: 0, std: 1 };
  return {
    channels,
    shape,
    intensities: channels.map(() => unchanged),
    frame: {
      imageShape: shape,
      box: [
        [0, shape[0]],
        [0, shape[1]],
        [0, shape[2]],
      ],
      imageSpacing: [1, 1, 1],
      networkSpacing: [1, 1, 1],
    },
    clicked: { reach: [], tumour: [] },
  };
}

export const noLimit: Deadline = { hasLimit: false, secondsForPasses: () => Infinity };

/** Options of a plain CPU run, with a list of the warnings that were logged. */
export function fakeOptions(
  options: Partial<PredictOptions> = {},
): PredictOptions & { readonly warnings: readonly string[] } {
  const { log, warnings } = recordLog();
  return {
    device: 'cpu',
    precision: 'auto',
    threads: 1,
    sessions: 1,
    loadsAhead: false,
    tta: 'full',
    stepSize: 0.5,
    deadline: noLimit,
    log,
    onProgress: () => undefined,
    ...options,
    warnings,
  };
}
