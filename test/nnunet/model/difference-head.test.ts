import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import type { Labels } from '../../../src/nnunet/model/dataset.js';
import { suitsDifferenceHead } from '../../../src/nnunet/model/difference-head.js';

const spline = (order: 0 | 1 | 3): ResamplingFn => ({
  kind: 'default',
  order,
  orderZ: 0,
  forceSeparateZ: null,
});
const two: Labels = { kind: 'labels', heads: 2, names: ['background', 'lesion'] };
const three: Labels = { kind: 'labels', heads: 3, names: ['background', 'liver', 'lesion'] };
const regions: Labels = { kind: 'regions', heads: 2, names: ['a', 'b'], regionsClassOrder: [1, 2] };

test.each([
  { title: 'two classes, linear', labels: two, fn: spline(1), suits: true },
  {
    title: 'two classes, torch',
    labels: two,
    fn: { kind: 'torch', forceSeparateZ: null },
    suits: true,
  },
  { title: 'two classes, not resampled', labels: two, fn: { kind: 'none' }, suits: true },
  { title: 'two classes, cubic, which clips', labels: two, fn: spline(3), suits: false },
  { title: 'three classes', labels: three, fn: spline(1), suits: false },
  { title: 'two regions', labels: regions, fn: spline(1), suits: false },
] as const)('suitsDifferenceHead: $title', ({ labels, fn, suits }) => {
  expect(suitsDifferenceHead(labels, fn)).toBe(suits);
});
