import { isTracer } from '../../src/suv/is-tracer.js';

test.each([
  ['FDG', 'FDG', true],
  ['[18F]FDG', 'FDG', true],
  ['F18-Fluorodeoxyglucose', 'FDG', true],
  ['Fludeoxyglucose (18F)', 'fdg', true],
  ['2-desoxy-glucose F-18', 'FDG', true],
  ['[68Ga]Ga-PSMA-11', 'FDG', false],
  ['FDOPA', 'FDG', false],
  ['[68Ga]Ga-PSMA-11', 'PSMA', true],
  ['18F-PSMA-1007', 'psma', true],
  ['FDG', 'PSMA', false],
])('%s is %s: %s', (name, wanted, expected) => {
  expect(isTracer(name, wanted)).toBe(expected);
});
