import { endingOf, imageEndings, oneFileEndings, withoutEnding } from '../../src/files/endings.js';
import { caseName } from '../../src/files/images-in.js';

test.each([
  ['x.nii.gz', '.nii.gz', 'x', 'x'],
  ['x.y.NII.GZ', '.NII.GZ', 'x.y', 'x.y'],
  ['x.nii', '.nii', 'x', 'x'],
  ['x.mha', '.mha', 'x', 'x'],
  ['x.mhd', '.mhd', 'x', null],
  ['x.nrrd', '.nrrd', 'x', 'x'],
  ['x.nhdr', '.nhdr', 'x', null],
  ['x.gz', null, 'x.gz', null],
  ['x', null, 'x', null],
  ['', null, '', null],
])('%j ends in %j; without it %j, as a case %j', (name, ending, rest, asCase) => {
  expect(endingOf(name)).toBe(ending);
  expect(withoutEnding(name)).toBe(rest);
  expect(caseName(name)).toBe(asCase);
});

test('one-file images are all that are read but .mhd and .nhdr', () => {
  expect([...oneFileEndings, '.mhd', '.nhdr'].sort()).toEqual([...imageEndings].sort());
});
