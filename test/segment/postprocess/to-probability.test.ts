import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { toProbability } from '../../../src/segment/postprocess/to-probability.js';
import type { LogitLayout } from '../../../src/segment/predict/logit-layout.js';
import { keptChannels } from './support/kept-channels.js';
import { type DeclaredLabels, labelsOf, readFixture } from './support/read-fixture.js';

/** nnU-Net's softmax or sigmoid: the probability of the last label or region. */
const references =
  readFixture<
    (DeclaredLabels & { title: string; logits: number[][]; lastProbability: number[] })[]
  >('labels');

const spline = (order: 1 | 3): ResamplingFn => ({
  kind: 'default',
  order,
  orderZ: 0,
  forceSeparateZ: null,
});

describe('toProbability against nnU-Net', () => {
  test.each(references)('$title', ({ logits, lastProbability, ...declared }) => {
    for (const order of [1, 3] as const) {
      const { layout, channels } = keptChannels(logits, labelsOf(declared), spline(order));
      const found = toProbability(layout, (k) => channels[k]!);
      const errors = lastProbability.map((p, i) => Math.abs(found[i]! - p));
      expect(found).toHaveLength(lastProbability.length);
      expect(Math.max(...errors)).toBeLessThan(2e-7);
    }
  });
});

describe('toProbability', () => {
  const extremes = Float32Array.of(-1000, 0, 1000);
  const zeros = new Float32Array(3);

  test.each([
    ['difference', [extremes]],
    ['regions', [zeros, extremes]],
    ['classes', [zeros, extremes]],
  ] as const)('of %s neither overflows nor leaves 0 to 1', (kind, channels) => {
    const layout: LogitLayout = {
      kind,
      channels: channels.length,
      subtract: false,
      background: [],
    };
    expect(toProbability(layout, (k) => channels[k]!)).toEqual(Float32Array.of(0, 0.5, 1));
  });
});
