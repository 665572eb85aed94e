import { findNuclide, nuclideNames } from '../../src/suv/find-nuclide.js';

test.each(['F-18', 'f18', '18F', '[18F]', 'Fluorine-18', '^18^Fluorine', ' F 18 '])(
  'F-18 is known as %s',
  (text) => {
    expect(findNuclide(text)).toEqual({ name: 'F-18', halfLifeSeconds: 109.77 * 60 });
  },
);

test.each(['', 'F', '18', 'F-19', 'Tc-99m', 'Ga-67', 'FDG18'])('%j is none', (text) => {
  expect(findNuclide(text)).toBeNull();
});

test('half-lives are those that other tables have, to 0.65 %', () => {
  // Lederer, Hollander, Perlman: Table of Isotopes, 6th edition (1967), s.
  const table = {
    'C-11': 1224,
    'N-13': 599,
    'O-15': 123,
    'F-18': 6588,
    'Cu-64': 45721,
    'Ga-68': 4080,
    'Rb-82': 75,
    'Zr-89': 282240,
    'I-124': 360806,
  };
  expect(Object.keys(table)).toEqual(nuclideNames);
  for (const [name, seconds] of Object.entries(table)) {
    const ratio = findNuclide(name)!.halfLifeSeconds / seconds;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.0065);
  }
});
