import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StudyFiles } from '../../src/cohort/cohort-study.js';
import { findStudies } from '../../src/cohort/find-studies.js';
import { InputError } from '../../src/errors.js';
import { recordLog } from '../support/record-log.js';
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
const { log } = recordLog();
const find = (folder: string, told = log) =>
  findStudies(folder, 'SUV.nii.gz', 'CTres.nii.gz', told);
const told = ({ name, pet, ct }: StudyFiles): StudyFiles => ({ name, pet, ct });

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
    expect((await find(folder)).map(told)).toEqual([
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

  test('PETs alone', async () => {
    const folder = folderOf('alone', ['a/SUV.nii.gz', 'b/CTres.nii.gz']);
    const studies = await findStudies(folder, 'SUV.nii.gz', null, log);
    expect(studies.map(told)).toEqual([{ name: 'a', pet: join(folder, 'a/SUV.nii.gz'), ct: null }]);
    await expect(findStudies(folder, 'PET.nii.gz', null, log)).rejects.toThrow(
      /holds PET\.nii\.gz\. Say with --pet/,
    );
  });

  test.each([
    ['no study', ['a/pet.mha', 'a/ct.mha'], /No folder in .* holds SUV\.nii\.gz and CTres/],
    ['a folder of PETs alone', ['a/SUV.nii.gz'], /No folder in .* holds SUV\.nii\.gz and CTres/],
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

  test('a study that lacks a file is one all the same, for it to fail by itself', async () => {
    const both = ['a/SUV.nii.gz', 'a/CTres.nii.gz'];
    const folder = folderOf('lacking', [...both, 'b/SUV.nii.gz', 'c/CTres.nii.gz']);
    expect((await find(folder)).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('links are followed, rings of them once', async () => {
    const elsewhere = folderOf('elsewhere', ['SUV.nii.gz', 'CTres.nii.gz']);
    const folder = folderOf('linked', ['a/SUV.nii.gz', 'a/CTres.nii.gz']);
    symlinkSync(elsewhere, join(folder, 'z'));
    symlinkSync(folder, join(folder, 'a', 'ring'));
    expect((await find(folder)).map(({ name }) => name)).toEqual(['a', 'z']);
  });

  test('names that differ in case alone are told', async () => {
    const both = ['a/SUV.nii.gz', 'a/CTres.nii.gz'];
    const folder = folderOf('case', [...both, 'b/suv.nii.gz', 'b/CTRES.nii.gz']);
    const recorded = recordLog();
    expect(await find(folder, recorded.log)).toHaveLength(1);
    expect(recorded.warnings).toEqual([
      expect.stringMatching(/^2 file\(s\) left out, .*CTRES\.nii\.gz, .*suv\.nii\.gz$/),
    ]);
  });

  test('a folder that is not there is refused', async () => {
    await expect(find(join(root, 'gone'))).rejects.toThrow(/gone cannot be read as a folder/);
  });
});
