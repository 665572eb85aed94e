import {
  fixed,
  formatInterval,
  formatMean,
  formatValue,
  titleOf,
} from '../../../../src/evaluate/report/text/format-value.js';

test('digits fit the metric', () => {
  expect(formatValue('dice', 0.87020443)).toBe('0.8702');
  expect(formatValue('fpv_ml', 0.9046)).toBe('0.90');
  expect(formatValue('lesion_tp', 7)).toBe('7');
  expect(formatMean('lesion_tp', 2.2)).toBe('2.20');
  expect(formatInterval('dice', [0.1, 0.25])).toBe('0.1000 to 0.2500');
  expect(titleOf('fnv_ml')).toBe('False negative volume, ml');
});

test('undefined is a dash, and no interval nothing', () => {
  expect(formatValue('dice', null)).toBe('–');
  expect(formatInterval('dice', null)).toBe('');
});

test('minus is a minus sign, and never stands before zero', () => {
  expect(fixed(-1.5, 1)).toBe('−1.5');
  expect(fixed(-0.001, 2)).toBe('0.00');
});
