import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findStudies } from '../../src/cohort/find-studies.js';
import { InputError } from '../../src/errors.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const folderOf = (name: string, files: readonly string[]): string => {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
};
const find = (folder: string) => findStudies(folder, 'SUV.nii.gz', 'CTres.nii.gz');

describe('findStudies', () => {
  test('finds studies at any depth, named after the way to them', async () => {
    const folder = folderOf('deep', [
      'b/2001/SUV.nii.gz',
      'b/2001/CTres.nii.gz',
      'b/2001/SEG.nii.gz',
      'a/SUV.nii.gz',
      'a/CTres.nii.gz',
      'notes/readme.txt',
    ]);
    expect(await find(folder)).toEqual([
      { name: 'a', pet: join(folder, 'a/SUV.nii.gz'), ct: join(folder, 'a/CTres.nii.gz') },
      {
        name: 'b_2001',
        pet: join(folder, 'b/2001/SUV.nii.gz'),
        ct: join(folder, 'b/2001/CTres.nii.gz'),
      },
    ]);
  });

  test('a folder that is a study itself is named by its own name', async () => {
    const folder = folderOf('single', ['SUV.nii.gz', 'CTres.nii.gz']);
    expect((await find(folder)).map(({ name }) => name)).toEqual(['single']);
  });

  test.each([
    ['no study', ['a/pet.mha', 'a/ct.mha'], /No folder in .* holds SUV\.nii\.gz and CTres/],
    [
      'a study without CT',
      ['a/SUV.nii.gz'],
      /1 folder\(s\) hold only one of SUV\.nii\.gz and CTres\.nii\.gz: .*a\.$/,
    ],
    [
      'two studies of one name',
      ['a_b/SUV.nii.gz', 'a_b/CTres.nii.gz', 'a/b/SUV.nii.gz', 'a/b/CTres.nii.gz'],
      /would both be study "a_b"/,
    ],
  ])('%s is refused', async (title, files, message) => {
    const folder = folderOf(title.replaceAll(' ', 'none'), files);
    await expect(find(folder)).rejects.toThrow(InputError);
    await expect(find(folder)).rejects.toThrow(message);
  });

  test('so is a folder that is not there', async () => {
    await expect(find(join(root, 'gone'))).rejects.toThrow(/gone cannot be read as a folder/);
  });
});
