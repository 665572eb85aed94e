import { ModelError } from '../../../src/errors.js';
import { compareFolds } from '../../../src/nnunet/model/compare-folds.js';
import type { OpenFold } from '../../../src/nnunet/model/open-fold.js';
import { configuration, dataset, plans } from '../../support/make-model.js';

const asTrained: OpenFold = {
  mirrorAxes: [0, 1, 2],
  configuration: '3d_fullres',
  trainer: 'nnUNetTrainer',
  inputChannels: 2,
  plans,
  datasetJson: dataset,
  shapes: null,
  lacksSums: false,
  checkFit: async () => undefined,
  network: async () => '',
};

const compare = (other: Partial<OpenFold>, mirrorAxes: readonly number[] | null = null) =>
  compareFolds(
    [
      { name: '0', fold: asTrained },
      { name: '1', fold: asTrained },
      { name: '4', fold: { ...asTrained, ...other } },
    ],
    '3d_fullres',
    mirrorAxes,
  );

const withConfiguration = (changed: Record<string, unknown>) => ({
  plans: {
    ...plans,
    configurations: { base: configuration, '3d_fullres': { inherits_from: 'base', ...changed } },
  },
});

test.each<[string, Partial<OpenFold>, RegExp]>([
  [
    'configurations',
    { configuration: '2d' },
    /differ in configuration: "3d_fullres" in fold 0, "2d" in fold 4\. .* choose them with --folds/,
  ],
  [
    'spacings',
    withConfiguration({ spacing: [3, 2, 2] }),
    /spacing: \[2,2,2\] .* \[3,2,2\] in fold 4/,
  ],
  ['patches', withConfiguration({ patch_size: [16, 16, 16] }), /differ in patch_size/],
  ['normalisations', withConfiguration({ normalization_schemes: [] }), /in normalization_schemes/],
  [
    'resamplers',
    withConfiguration({ resampling_fn_data_kwargs: { order: 1 } }),
    /in resampling_fn_data_kwargs/,
  ],
  ['transposes', { plans: { ...plans, transpose_forward: [2, 1, 0] } }, /in transpose_forward/],
  [
    'intensities',
    { plans: { ...plans, foreground_intensity_properties_per_channel: { 0: { mean: 1 } } } },
    /in foreground_intensity_properties_per_channel/,
  ],
  [
    'channels',
    { datasetJson: { ...dataset, channel_names: { 0: 'PET', 1: 'CT' } } },
    /in channel_names/,
  ],
  ['labels', { datasetJson: { ...dataset, labels: { background: 0 } } }, /in labels/],
  [
    'mirror axes',
    { mirrorAxes: [0, 1] },
    /in mirror_axes: \[0,1,2\] .* \[0,1\] .* Say in model\.json which count/,
  ],
])('other %s are refused', (_, other, message) => {
  expect(() => compare(other)).toThrow(ModelError);
  expect(() => compare(other)).toThrow(message);
});

test.each<[string, Partial<OpenFold>]>([
  ['the same', {}],
  ['the same by way of inheritance', withConfiguration({})],
  ['axes in another order', { mirrorAxes: [2, 0, 1] }],
  [
    'nothing of themselves',
    { mirrorAxes: null, configuration: null, plans: null, datasetJson: null },
  ],
  ['what concerns other configurations', { plans: { ...plans, batch_size: 3, note: 'x' } }],
  ['only other configurations', { plans: { configurations: { other: {} } } }],
])('folds that say %s are taken', (_, other) => {
  expect(() => compare(other)).not.toThrow();
});

test('what model.json says of mirror axes goes before the folds', () => {
  expect(() => compare({ mirrorAxes: [0] }, [0, 1])).not.toThrow();
});

test('the shapes of ONNX files are compared', () => {
  const shapes = { input: [1, 2, 8, 8, 8], output: [1, 1, 8, 8, 8], organs: null };
  const onnx = (output: number[]) => ({ ...asTrained, shapes: { ...shapes, output } });
  const folds = [
    { name: '0', fold: onnx([1, 1, 8, 8, 8]) },
    { name: '1', fold: onnx([1, 2, 8, 8, 8]) },
  ];
  expect(() => compareFolds(folds, '3d_fullres', null)).toThrow(/differ in output: \[1,1,8,8,8\]/);
});
