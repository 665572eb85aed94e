import { postprocess } from '../../../src/segment/postprocess/postprocess.js';
import { exportCases } from './support/export-cases.js';

describe('postprocess against nnU-Net', () => {
  test.each(exportCases)(
    '$title',
    ({ prediction, input, model, segmentation, lastProbability }) => {
      const { labels, probability } = postprocess(prediction, input, model, true);
      expect(labels.join('')).toBe(segmentation);
      expect(probability).toHaveLength(lastProbability.length);
      const errors = lastProbability.map((p, i) => Math.abs(probability![i]! - p));
      // The reference is rounded to six decimals, and torch resamples in float32.
      expect(Math.max(...errors)).toBeLessThan(2e-6);
    },
  );

  test.each(exportCases)('$title, labels only', ({ prediction, input, model, segmentation }) => {
    const { labels, probability } = postprocess(prediction, input, model, false);
    expect(labels.join('')).toBe(segmentation);
    expect(probability).toBeNull();
  });
});
