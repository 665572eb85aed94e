import { checkPetValues } from '../../../src/segment/study/check-pet-values.js';
import { describeValues } from '../../../src/segment/study/describe-values.js';
import { type SuvScale, storedSuv } from '../../../src/suv/suv-scale.js';
import { makePatient } from '../../support/make-patient.js';

const values = describeValues(makePatient().pet);

/** Of a cut of some litres. */
function codes(lowerQuartile: number, fatMedian: number | null, scale: SuvScale = storedSuv) {
  const uptake = { lowerQuartile, median: 2 * lowerQuartile, fatMedian, voxels: 20_000, litres: 2 };
  return checkPetValues(values, uptake, scale).map(({ code, severity }) => `${code} ${severity}`);
}

test.each([
  ['usual', 0.5, 0.4, []],
  ['of which fat is hot', 0.8, 0.95, ['pet-scale-unusual warn']],
  ['of a brain, and the fat beside it', 1.7, 0.5, ['pet-scale-unusual warn']],
  ['of a brain without fat to tell by', 1.7, null, ['pet-scale refuse']],
  ['of which all is too hot', 1.7, 1.3, ['pet-scale refuse']],
  ['cold, with fat that is not', 0.05, 0.5, ['pet-scale refuse']],
])('a cut %s', (_what, lowerQuartile, fatMedian, found) => {
  expect(codes(lowerQuartile, fatMedian)).toEqual(found);
  const inKiloBecquerels = { ...storedSuv, unit: 'kbqml', factor: 0.2 } as const;
  const stored = fatMedian && 5 * fatMedian;
  expect(codes(5 * lowerQuartile, stored, inKiloBecquerels)).toEqual(found);
});
