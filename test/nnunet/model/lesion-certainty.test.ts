import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import type { Labels } from '../../../src/nnunet/model/dataset.js';
import { lesionCertainty } from '../../../src/nnunet/model/lesion-certainty.js';
import { modelJsonSchema } from '../../../src/nnunet/model/model-json.js';

const linear: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };
const lesion: Labels = { kind: 'labels', heads: 2, names: ['background', 'lesion'] };
const organs: Labels = { kind: 'labels', heads: 3, names: ['background', 'liver', 'lesion'] };

describe('lesionCertainty', () => {
  const parse = (steps: unknown) => modelJsonSchema.parse({ lesion_certainty: steps });
  const json = parse([
    { from_ml: 3, probability: 0.98 },
    { from_ml: 0, probability: 0.85 },
  ]);

  test('gives the steps by rising volume', () => {
    expect(lesionCertainty(json, lesion, linear)).toEqual([
      { fromMl: 0, probability: 0.85 },
      { fromMl: 3, probability: 0.98 },
    ]);
  });

  test('there is no rule where model.json has none', () => {
    expect(lesionCertainty(modelJsonSchema.parse({}), organs, linear)).toEqual([]);
    expect(lesionCertainty(parse([]), organs, linear)).toEqual([]);
  });

  test('refuses networks whose lesions it cannot judge', () => {
    const message = /two classes whose logits are resampled linearly/;
    expect(() => lesionCertainty(json, organs, linear)).toThrow(message);
    expect(() => lesionCertainty(json, lesion, { ...linear, order: 3 })).toThrow(message);
  });

  test.each([
    [{ from_ml: -1, probability: 0.9 }],
    [{ from_ml: 0, probability: 0.5 }],
    [{ from_ml: 0, probability: 1 }],
    [{ from_ml: 0 }],
    [{ from_ml: 0, probability: 0.9, suv: 2 }],
  ])('model.json with the step %j is refused', (step) => {
    expect(() => parse([step])).toThrow();
  });
});
