import { parseClockTime } from '../../src/suv/parse-clock-time.js';
import { secondsBetween } from '../../src/suv/seconds-between.js';

test.each([
  ['10:00', '11:00', 3600],
  ['23:30', '00:30', 3600],
  ['11:00', '10:00', 82800],
  ['2024-02-28T23:30', '2024-02-29T00:30', 3600],
  ['2024-02-28T10:00', '2024-03-01T10:00', 172800],
  ['2024-02-28T11:00', '2024-02-28T10:00', -3600],
  ['20240228233000', '003000', 3600],
  ['2024-02-28T10:00+01:00', '2024-02-28T10:00Z', 3600],
  ['2024-02-28T23:30-02:00', '2024-02-29T03:30+01:00', 3600],
  ['10:00+01:00', '10:30Z', 5400],
  ['10:00', '11:00Z', null],
])('from %s to %s', (from, to, expected) => {
  expect(secondsBetween(parseClockTime(from)!, parseClockTime(to)!)).toBe(expected);
});
