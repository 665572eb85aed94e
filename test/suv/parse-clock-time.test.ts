import { parseClockTime } from '../../src/suv/parse-clock-time.js';

const day = Date.UTC(2024, 1, 29) / 86_400_000;

test.each([
  ['10', null, 36000, null],
  ['1031', null, 37860, null],
  ['103112.5', null, 37872.5, null],
  ['10:31', null, 37860, null],
  ['10:31:12', null, 37872, null],
  ['20240229103112.000000', day, 37872, null],
  ['20240229103112.000000+0130', day, 37872, 5400],
  ['2024-02-29T10:31', day, 37860, null],
  ['2024-02-29 10:31:12', day, 37872, null],
  ['2024-02-29T10:31:12Z', day, 37872, 0],
  ['2024-02-29T10:31:12.25-05:00', day, 37872.25, -18000],
  [' 103112.000000 ', null, 37872, null],
])('%s', (text, expectedDay, seconds, offset) => {
  expect(parseClockTime(text)).toEqual({ day: expectedDay, seconds, offset });
});

test.each([
  '',
  '1',
  '24:00',
  '10:60',
  '10:31:61',
  '2023-02-29T10:31',
  '20240231',
  '2024-0229T10',
  '10.31',
  'noon',
  '10:31 pm',
])('%j is no time', (text) => {
  expect(parseClockTime(text)).toBeNull();
});
