import type { Reorientation } from '../../../src/image/orient.js';
import { certaintyAt } from '../../../src/segment/postprocess/certainty-at.js';
import { transpose, turnedRegion } from './support/turned-region.js';

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const asStored: Reorientation = { axis: [0, 1, 2], flip: [false, false, false] };
const model = (transposeForward: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2], outputs = [1]) =>
  ({ plans: { transposeForward }, lesions: { outputs } }) as unknown as Parameters<
    typeof certaintyAt
  >[2];

const prediction = (kind: 'difference' | 'classes' | 'regions', logits: Float32Array[]) => ({
  logits,
  layout: { kind, channels: logits.length, subtract: false, background: [] },
});

describe('certaintyAt', () => {
  test('finds the voxel of the network through flips, a transpose, a crop and another spacing', () => {
    const logits = Float32Array.from({ length: 18 }, (_, i) => i / 4);
    const at = certaintyAt(prediction('difference', [logits]), turnedRegion, model(transpose));
    // Stored (1, 4, 7): oriented x' = 5 - 4 = 1, y' = 1, z = 7: network's 0, (7 - 2) / 2 = 2, 0.
    expect(at([1, 4, 7])).toBeCloseTo(sigmoid(((0 * 3 + 2) * 2 + 0) / 4), 6);
    // Stored (3, 0, 2): x' = 5, y' = 3, z = 2: 2, 0, 1.
    expect(at([3, 0, 2])).toBeCloseTo(sigmoid(((2 * 3 + 0) * 2 + 1) / 4), 6);
  });

  test('is the share of the lesion classes, or the likeliest lesion region', () => {
    const frame = {
      imageShape: [1, 1, 1],
      box: [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      imageSpacing: [1, 1, 1],
      networkSpacing: [1, 1, 1],
    } as const;
    const region = { shape: [1, 1, 1], frame, orientation: asStored, size: [1, 1, 1] } as const;
    const logits = [1, 2, 0.5].map((logit) => Float32Array.of(logit));
    const [a, b, c] = [Math.exp(1), Math.exp(2), Math.exp(0.5)];
    const classes = certaintyAt(prediction('classes', logits), region, model([0, 1, 2], [1, 2]));
    expect(classes([0, 0, 0])).toBeCloseTo((b + c) / (a + b + c), 12);
    const regions = certaintyAt(prediction('regions', logits), region, model([0, 1, 2], [0, 2]));
    expect(regions([0, 0, 0])).toBeCloseTo(sigmoid(1), 12);
  });

  test('is what a network of nnU-Net v1 gives, which are probabilities', () => {
    const whole = [0, 1] as const;
    const frame = {
      imageShape: [1, 1, 1],
      box: [whole, whole, whole],
      imageSpacing: [1, 1, 1],
      networkSpacing: [1, 1, 1],
    } as const;
    const region = { shape: [1, 1, 1], frame, orientation: asStored, size: [1, 1, 1] } as const;
    const of = (kind: 'difference' | 'classes', values: number[]) => {
      const { logits, layout } = prediction(
        kind,
        values.map((value) => Float32Array.of(value)),
      );
      return { logits, layout: { ...layout, areProbabilities: true as const } };
    };
    // 0.99 of lesion less 0.01 of background.
    const two = certaintyAt(of('difference', [0.98]), region, model([0, 1, 2]));
    expect(two([0, 0, 0])).toBeCloseTo(0.99, 6);
    const three = certaintyAt(of('classes', [0.1, 0.3, 0.6]), region, model([0, 1, 2], [1, 2]));
    expect(three([0, 0, 0])).toBeCloseTo(0.9, 6);
  });
});
