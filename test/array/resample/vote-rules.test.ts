import type { Ballot } from '../../../src/array/resample/vote-labels.js';
import { halfPrecisionWinner, majority, winner } from '../../../src/array/resample/vote-rules.js';

function ballot(scores: Record<number, number>, nearest = -1): Ballot {
  const labels = Int32Array.from(Object.keys(scores), Number);
  return {
    labels,
    scores: Float64Array.from(Object.values(scores)),
    count: labels.length,
    nearest,
  };
}

describe('winner', () => {
  test.each([
    ['the highest score', ballot({ 1: 0.2, 2: 0.5, 3: 0.3 }, 3), 2],
    ['the nearest of equal ones', ballot({ 1: 0.4, 2: 0.2, 3: 0.4 }, 3), 3],
    ['the lowest of equal ones if the nearest has less', ballot({ 1: 0.4, 2: 0.2, 3: 0.4 }, 2), 1],
  ])('takes %s', (_, votes, expected) => {
    expect(winner(votes)).toBe(expected);
  });
});

describe('majority', () => {
  test('takes more than half, else 0', () => {
    expect(majority(ballot({ 3: 0.4, 5: 0.6 }))).toBe(5);
    expect(majority(ballot({ 3: 0.5, 5: 0.5 }))).toBe(0);
  });
});

describe('halfPrecisionWinner', () => {
  // Neighbours of 500 in float16 are 499.75 and 500.25: 499.95 and 500.05 both become 500.
  test.each([
    [{ 1: 0.49995, 2: 0.50005 }, 1],
    [{ 1: 0.4997, 2: 0.5003 }, 2],
    [{ 1: 0.2, 2: 0.3, 4: 0.5 }, 4],
    [{ 1: 0.3, 2: 0.3501, 4: 0.35 }, 2],
  ])('of %j takes %d', (scores, expected) => {
    expect(halfPrecisionWinner(ballot(scores))).toBe(expected);
  });
});
