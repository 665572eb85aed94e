import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { toLabels } from '../../../src/segment/postprocess/to-labels.js';
import { keptChannels } from './support/kept-channels.js';
import { type DeclaredLabels, labelsOf, readFixture } from './support/read-fixture.js';

/** nnU-Net's LabelManager on logits with many ties. */
const references =
  readFixture<(DeclaredLabels & { title: string; logits: number[][]; segmentation: string })[]>(
    'labels',
  );

const spline = (order: 1 | 3): ResamplingFn => ({
  kind: 'default',
  order,
  orderZ: 0,
  forceSeparateZ: null,
});

describe('toLabels against nnU-Net', () => {
  test.each(references)('$title', ({ logits, segmentation, ...declared }) => {
    const labels = labelsOf(declared);
    // With cubic resampling two classes are kept apart, with linear only their difference.
    for (const order of [1, 3] as const) {
      const { layout, channels } = keptChannels(logits, labels, spline(order));
      const found = toLabels(labels, layout, (k) => channels[k]!);
      expect(found.join('')).toBe(segmentation);
    }
  });
});

describe('toLabels', () => {
  test('takes a channel at a time and leaves it as it is', () => {
    const labels = labelsOf({ labels: { background: 0, a: 1, b: 2 }, regionsClassOrder: null });
    const logits = [
      [0, 5, 1],
      [1, 5, 0],
      [2, 5, 1],
    ];
    const { layout, channels } = keptChannels(logits, labels, spline(1));
    const asked: number[] = [];
    const found = toLabels(labels, layout, (k) => {
      asked.push(k);
      return channels[k]!;
    });
    expect(found).toEqual(Uint8Array.of(2, 0, 0));
    expect(asked).toEqual([0, 1, 2]);
    expect(channels.map((channel) => [...channel])).toEqual(logits);
  });

  test('holds labels up to 255', () => {
    const labels = labelsOf({
      labels: { background: 0, whole: [254, 255], core: 255 },
      regionsClassOrder: [254, 255],
    });
    const { layout, channels } = keptChannels(
      [
        [1, 1],
        [-1, 1],
      ],
      labels,
      spline(1),
    );
    expect(toLabels(labels, layout, (k) => channels[k]!)).toEqual(Uint8Array.of(254, 255));
  });
});
