import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { ModelError } from '../../../src/errors.js';
import type { Labels } from '../../../src/nnunet/model/dataset.js';
import { logitLayout } from '../../../src/segment/predict/logit-layout.js';
import { classes } from './support/fake-study.js';

const spline = (order: 0 | 1 | 3): ResamplingFn => ({
  kind: 'default',
  order,
  orderZ: 0,
  forceSeparateZ: null,
});
const regions: Labels = {
  kind: 'regions',
  heads: 2,
  names: ['whole lesion', 'core'],
  regionsClassOrder: [1, 2],
};

describe('logitLayout', () => {
  test.each<[string, ResamplingFn]>([
    ['nearest', spline(0)],
    ['linear', spline(1)],
    ['torch', { kind: 'torch', forceSeparateZ: null }],
    ['no', { kind: 'none' }],
  ])('keeps only the difference of two classes with %s resampling', (_, resampling) => {
    expect(logitLayout(classes(2), 2, resampling)).toEqual({
      kind: 'difference',
      channels: 1,
      subtract: true,
      background: [-10],
    });
  });

  test('keeps both classes with cubic resampling, whose clipping is not linear', () => {
    expect(logitLayout(classes(2), 2, spline(3))).toEqual({
      kind: 'classes',
      channels: 2,
      subtract: false,
      background: [10, 0],
    });
  });

  test.each([spline(1), spline(3)])('takes a single output for the difference', (resampling) => {
    expect(logitLayout(classes(2), 1, resampling)).toEqual({
      kind: 'difference',
      channels: 1,
      subtract: false,
      background: [-10],
    });
  });

  test('keeps every one of more classes; background speaks for itself alone', () => {
    expect(logitLayout(classes(3), 3, spline(1))).toEqual({
      kind: 'classes',
      channels: 3,
      subtract: false,
      background: [10, 0, 0],
    });
  });

  test('keeps every region; background is none of them', () => {
    expect(logitLayout(regions, 2, spline(1))).toEqual({
      kind: 'regions',
      channels: 2,
      subtract: false,
      background: [-10, -10],
    });
  });

  test.each<[string, Labels, number]>([
    ['more outputs than labels', classes(2), 3],
    ['fewer outputs than labels', classes(3), 2],
    ['one output for three labels', classes(3), 1],
    ['one output for two regions', regions, 1],
  ])('refuses %s', (_, labels, outputs) => {
    const attempt = () => logitLayout(labels, outputs, spline(1));
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(
      `${outputs} output channel(s), but dataset.json declares ${labels.heads} ${labels.kind}`,
    );
  });
});
