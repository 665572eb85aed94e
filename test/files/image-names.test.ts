import { oneFileEndings } from '../../src/files/endings.js';
import { imageNames } from '../../src/files/image-names.js';

test('images of a folder are those that are not hidden, sorted', () => {
  const names = ['b.nii.gz', 'a.MHA', 'c.mhd', '.d.mha', 'notes.txt', 'mha'];
  expect(imageNames(names)).toEqual(['a.MHA', 'b.nii.gz', 'c.mhd']);
  expect(imageNames(names, oneFileEndings)).toEqual(['a.MHA', 'b.nii.gz']);
});
