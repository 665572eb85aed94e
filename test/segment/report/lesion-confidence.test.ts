import { lesionConfidence } from '../../../src/segment/report/lesion-confidence.js';

// Logistic functions by hand: 1 / (1 + e^-x).
test.each([
  [{ intercept: 0, perLogit: 0, perLogMl: 0 }, 0.9, 5, 0.5],
  // The network's own probability.
  [{ intercept: 0, perLogit: 1, perLogMl: 0 }, 0.9, 5, 0.9],
  // ln 5 = 1.609…: 5 to 1.
  [{ intercept: 0, perLogit: 0, perLogMl: 1 }, 0.9, 5, 5 / 6],
  [{ intercept: Math.log(3), perLogit: 1, perLogMl: -1 }, 0.5, 6, 1 / 3],
  // As sure as a double can be.
  [{ intercept: 0, perLogit: 0.1, perLogMl: 0 }, 1, 1, 1 / (1 + Math.exp(-3.6))],
])('%j at %d and %d ml', (model, certainty, volumeMl, expected) => {
  expect(lesionConfidence(model, certainty, volumeMl)).toBeCloseTo(expected, 12);
});
