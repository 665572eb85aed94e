import { InputError } from '../../../src/errors.js';
import { checkComparable } from '../../../src/evaluate/rank/check-comparable.js';
import { ruleOfMasks } from '../../../src/evaluate/rank/ranking.js';
import type { Scores } from '../../../src/evaluate/rank/read-scores.js';

type Case = Scores['cases'][number];

const usual: Case = {
  name: 'a',
  subset: 'FDG',
  referenceSha256: '1',
  values: { dice: 1, fpv_ml: 0, fnv_ml: 0 },
};

function scores(name: string, cases: readonly Partial<Case>[], rules: 'I' | 'III' = 'III'): Scores {
  const kind = { rule: ruleOfMasks, iterations: 1 };
  return { name, rules, ...kind, cases: cases.map((c) => ({ ...usual, ...c })) };
}

test('the same cases may be compared', () => {
  expect(() =>
    checkComparable([scores('A', [{}]), scores('B', [{ values: { dice: 0.1 } }])]),
  ).not.toThrow();
});

test.each([
  ['rules', scores('B', [{}, { name: 'b' }], 'I'), /different rules \(III and I\)/],
  ['kinds', { ...scores('B', [{}, { name: 'b' }]), iterations: 6 }, /have 1 and 6 iteration/],
  ['fewer cases', scores('B', [{}]), /1 only in the first, 0 only in the second \(b\)/],
  [
    'other cases',
    scores('B', [{}, { name: 'c' }]),
    /1 only in the first, 1 only in the second \(b, c\)/,
  ],
  [
    'references',
    scores('B', [{}, { name: 'b', referenceSha256: '2' }]),
    /different references \(b\)/,
  ],
  ['subsets', scores('B', [{ subset: null }, { name: 'b' }]), /different subsets \(a\)/],
])('other %s may not', (_, other, message) => {
  const comparing = (): void => checkComparable([scores('A', [{}, { name: 'b' }]), other]);
  expect(comparing).toThrow(InputError);
  expect(comparing).toThrow(/A and B/);
  expect(comparing).toThrow(message);
});
