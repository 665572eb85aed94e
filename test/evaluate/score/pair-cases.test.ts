import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../src/errors.js';
import { pairCases } from '../../../src/evaluate/score/pair-cases.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let made = 0;

/** A folder with empty files of these names. */
function folder(...names: string[]): string {
  const path = join(root, `folder-${made++}`);
  mkdirSync(path);
  for (const name of names) writeFileSync(join(path, name), '');
  return path;
}

test('pairs by name whatever the ending, in the order of the names', async () => {
  const references = folder('b.nii.gz', 'a.mha', 'C.nii', 'd.v2.nrrd');
  const predictions = folder('a.nii.gz', 'b.MHA', 'C.mha', 'd.v2.mha');
  const pets = folder('a.mha', 'b.mha', 'C.mha', 'd.v2.mha');
  const { cases, extra } = await pairCases(predictions, references, pets);
  expect(cases.map(({ name }) => name)).toEqual(['C', 'a', 'b', 'd.v2']);
  expect(cases[1]).toEqual({
    name: 'a',
    reference: join(references, 'a.mha'),
    prediction: join(predictions, 'a.nii.gz'),
    pet: join(pets, 'a.mha'),
  });
  expect(extra).toEqual([]);
});

test('tells missing and extra predictions', async () => {
  const { cases, extra } = await pairCases(
    folder('z.mha', 'b.mha'),
    folder('a.mha', 'b.mha'),
    null,
  );
  expect(cases.map(({ prediction }) => prediction === null)).toEqual([true, false]);
  expect(cases.map(({ pet }) => pet)).toEqual([null, null]);
  expect(extra).toEqual(['z']);
});

test('passes over hidden files, folders and other files, and follows links', async () => {
  const references = folder('a.mha', '.b.mha', 'notes.txt', 'dataset.json');
  mkdirSync(join(references, 'c.mha'));
  const link = join(root, 'link');
  symlinkSync(references, link);
  symlinkSync(join(references, 'a.mha'), join(references, 'd.mha'));
  const { cases } = await pairCases(references, link, null);
  expect(cases.map(({ name }) => name)).toEqual(['a', 'd']);
});

test.each([
  ['a twin', ['a.mha', 'a.nii.gz'], ['a.mha'], null, /a\.mha and .*a\.nii\.gz are both case "a"/],
  ['no reference', ['a.mha'], ['a.txt'], null, /holds no reference mask/],
  [
    'a header without voxels',
    ['a.mhd'],
    ['a.mha'],
    null,
    /a\.mhd keeps its voxels in another file/,
  ],
  ['a missing PET', [], ['a.mha', 'b.mha'], ['b.mha'], /no PET for 1 case\(s\): a\./],
])('refuses %s', async (_, predictions, references, pets, message) => {
  const pairing = pairCases(folder(...predictions), folder(...references), pets && folder(...pets));
  await expect(pairing).rejects.toThrow(InputError);
  await expect(pairing).rejects.toThrow(message);
});

test('refuses a folder that is not there, or a file', async () => {
  const references = folder('a.mha');
  await expect(pairCases(join(root, 'none'), references, null)).rejects.toThrow(InputError);
  await expect(pairCases(join(references, 'a.mha'), references, null)).rejects.toThrow(InputError);
});
