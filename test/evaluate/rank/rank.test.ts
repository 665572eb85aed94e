import { OptionError, UsageError } from '../../../src/errors.js';
import { rank } from '../../../src/evaluate/rank/rank.js';

const input = { name: 'alice', path: 'nowhere/metrics.json' };

test('no algorithm, or two of one name, is wrong use', async () => {
  await expect(rank([])).rejects.toThrow(UsageError);
  await expect(rank([input, input])).rejects.toThrow(/^Two algorithms are called "alice"/);
});

test.each([
  [{ by: 'patients' }, /^by: found 'patients', expected one of cases, subsets\.$/],
  [{ bootstrap: 0 }, /^bootstrap: found 0, expected a whole number from 1 to 1000000\.$/],
  [{ seeds: 1 }, /^seeds: there is no such option; expected one of by, bootstrap, seed\.$/],
])('%j is refused before a file is read', async (options, message) => {
  const ranking = rank([input], options as object);
  await expect(ranking).rejects.toThrow(OptionError);
  await expect(ranking).rejects.toThrow(message);
});
