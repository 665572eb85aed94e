import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { calibrationOf, calibrationSchema } from '../../../src/nnunet/model/calibration.js';
import type { Labels } from '../../../src/nnunet/model/dataset.js';

const resampling: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };
const labels: Labels = { kind: 'labels', heads: 2, names: ['background', 'lesion'] };
const [one, two] = ['fold_0/checkpoint_final.onnx', 'fold_1/checkpoint_final.onnx'];
const of = { labels, resampling, folds: [one], sums: { [one]: 'a', [two]: 'b' } };
const made = (weights: Record<string, string>) =>
  calibrationSchema.parse({
    weights,
    lesion_confidence: { intercept: -1, per_logit: 0.5, per_log_ml: 0.1, bodies: 24 },
    tmtv_interval: { logit: 3, coverage: 0.8, checked_on: { bodies: 24 } },
  });

describe('calibrationOf', () => {
  test('gives what model.json says of these weights', () => {
    expect(calibrationOf(made({ [one]: 'a' }), of)).toEqual({
      confidence: { intercept: -1, perLogit: 0.5, perLogMl: 0.1 },
      interval: { logit: 3, coverage: 0.8 },
    });
  });

  test.each([
    ['nothing is said', null, of],
    ['the weights are others', made({ [one]: 'z' }), of],
    ['fewer folds are used', made({ [one]: 'a', [two]: 'b' }), of],
    ['more folds are used', made({ [one]: 'a' }), { ...of, folds: [one, two] }],
    ['model.json has no sum of them', made({ [one]: 'a' }), { ...of, sums: {} }],
  ])('is null where %s', (_, given, model) => {
    expect(calibrationOf(given, model)).toBeNull();
  });

  test('refuses networks whose lesions it cannot judge', () => {
    const organs: Labels = { ...labels, heads: 3, names: ['background', 'liver', 'lesion'] };
    const read = () => calibrationOf(made({ [one]: 'a' }), { ...of, labels: organs });
    expect(read).toThrow(/two classes whose logits are resampled linearly/);
  });

  test.each([{ logit: -1 }, { coverage: 1 }, { coverage: 0 }, { logit: '3' }])(
    'refuses an interval with %j',
    (wrong) => {
      const interval = { logit: 3, coverage: 0.8, ...wrong };
      const parsed = calibrationSchema.safeParse({ ...made({}), tmtv_interval: interval });
      expect(parsed.success).toBe(false);
    },
  );
});
