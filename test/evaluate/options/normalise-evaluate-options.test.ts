import { OptionError } from '../../../src/errors.js';
import type { EvaluateOptions } from '../../../src/evaluate/options/evaluate-options.js';
import { normaliseEvaluateOptions } from '../../../src/evaluate/options/normalise-evaluate-options.js';
import { availableThreads } from '../../../src/process/available-threads.js';
import { recordLog } from '../../support/record-log.js';

const folders = { predictions: 'a', references: 'b' };

test('two folders are enough', () => {
  expect(normaliseEvaluateOptions(folders)).toEqual({
    ...folders,
    pet: null,
    subsets: null,
    subsetColumn: null,
    settings: {
      rules: 'III',
      missing: 'fail',
      label: null,
      reference_label: null,
      bootstrap: 2000,
      seed: 0,
    },
    workers: Math.min(4, availableThreads()),
    log: expect.anything(),
    onProgress: expect.any(Function),
    signal: null,
  });
});

test.each<[object, RegExp]>([
  [{ rules: 'II' }, /^rules: found 'II', expected one of I, III\.$/],
  [{ label: 0 }, /^label: found 0, expected a whole number from 1, or any\.$/],
  [{ label: 'all' }, /^label: found 'all', expected a whole number from 1, or any\.$/],
  [{ referenceLabel: 1.5 }, /^referenceLabel: found 1\.5/],
  [
    { bootstrap: 1e9 },
    /^bootstrap: found 1000000000, expected a whole number from 0 to 1000000\.$/,
  ],
  [{ seed: -1 }, /^seed: found -1/],
  [{ settings: {} }, /^settings: there is no such option/],
  [{ references: undefined }, /^references: is missing, expected the path of a folder\.$/],
])('%j is refused', (change, message) => {
  const given = { ...folders, ...change } as EvaluateOptions;
  expect(() => normaliseEvaluateOptions(given)).toThrow(OptionError);
  expect(() => normaliseEvaluateOptions(given)).toThrow(message);
});

test('thousands of workers are not started', () => {
  const { log, warnings } = recordLog();
  const { workers } = normaliseEvaluateOptions({ ...folders, workers: 3000, log });
  expect(workers).toBe(2 * availableThreads());
  expect(warnings).toEqual([expect.stringMatching(/^3000 workers are asked for/)]);
});
