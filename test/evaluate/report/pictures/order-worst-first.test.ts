import { orderWorstFirst } from '../../../../src/evaluate/report/pictures/order-worst-first.js';
import type { CaseResult } from '../../../../src/evaluate/result/evaluation.js';

const result = (
  name: string,
  dice: number | null,
  fpv: number,
  fnv: number | null,
  status: CaseResult['status'] = 'scored',
) => ({ case: name, status, dice, fpv_ml: fpv, fnv_ml: fnv }) as CaseResult;

const order = (...results: CaseResult[]) => orderWorstFirst(results).map((each) => each.case);

test('a case without a prediction comes first, then the lower Dice', () => {
  expect(
    order(result('a', 0.9, 0, 0), result('b', 0.2, 0, 0), result('c', 0.5, 0, 0, 'missing')),
  ).toEqual(['c', 'b', 'a']);
});

test('Dice counts as much as both volumes together', () => {
  // a is worst in both volumes, b in Dice: equals, which stay in their order.
  expect(order(result('a', 0.9, 9, 9), result('b', 0.2, 0, 0))).toEqual(['a', 'b']);
  expect(order(result('b', 0.2, 0, 0), result('a', 0.9, 9, 9))).toEqual(['b', 'a']);
  // With one volume equal, Dice decides.
  expect(order(result('a', 0.9, 9, 0), result('b', 0.2, 0, 0))).toEqual(['b', 'a']);
});

test('an empty reference is judged by its false positive volume alone', () => {
  const found = [result('good', 0.9, 1, 0), result('bad', 0.1, 2, 5)];
  expect(order(...found, result('clean', null, 0, null))).toEqual(['bad', 'good', 'clean']);
  expect(order(...found, result('flooded', null, 900, null))[0]).toBe('flooded');
});

test('equals keep the order of their names, and one case is no trouble', () => {
  expect(order(result('a', 1, 0, 0), result('b', 1, 0, 0))).toEqual(['a', 'b']);
  expect(order(result('a', null, 0, null))).toEqual(['a']);
});
