import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InputError } from '../../../src/errors.js';
import { pairCases } from '../../../src/evaluate/score/pair-cases.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let made = 0;

/** A folder with empty files of these names. */
function folder(...names: string[]): string {
  const path = join(root, `folder-${made++}`);
  mkdirSync(path);
  for (const name of names) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), '');
  }
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
  symlinkSync(join(references, 'c.mha'), join(references, 'e.mha'));
  const { cases } = await pairCases(references, link, null);
  expect(cases.map(({ name }) => name)).toEqual(['a', 'd']);
});

/** Predictions by case, as ways below their folder. */
async function paired(predictions: readonly string[], references: readonly string[]) {
  const [given, expected] = [folder(...predictions), folder(...references)];
  const { cases, extra } = await pairCases(given, expected, null);
  const found = cases.map(({ name, prediction }) => [
    name,
    prediction && relative(given, prediction).split('\\').join('/'),
  ]);
  return { found: Object.fromEntries(found), extra };
}

const nfd = 'müller'.normalize('NFD');

test.each<[string, string[], string[], Record<string, string | null>]>([
  ['a channel', ['case_0000.nii.gz'], ['case.nii.gz'], { case: 'case_0000.nii.gz' }],
  ['words', ['case_pred.mha'], ['case_seg.mha'], { case_seg: 'case_pred.mha' }],
  ["Slicer's ending", ['case.seg.nrrd'], ['case.nii.gz'], { case: 'case.seg.nrrd' }],
  ['upper case', ['CASE-1.mha'], ['case-1.nii'], { 'case-1': 'CASE-1.mha' }],
  ['Unicode', [`${nfd}.mha`], ['müller.mha'], { müller: `${nfd}.mha` }],
  [
    'what fits as it is first',
    ['a.mha', 'a_seg.mha'],
    ['a.nii', 'a_seg.nii'],
    {
      a: 'a.mha',
      a_seg: 'a_seg.mha',
    },
  ],
  [
    'a number that is the case',
    ['p_0001_seg.mha', 'p_0002_seg.mha'],
    ['p_0001.mha', 'p_0002.mha'],
    {
      p_0001: 'p_0001_seg.mha',
      p_0002: 'p_0002_seg.mha',
    },
  ],
  ['nothing of another number', ['p_0003.mha'], ['p_0002.mha'], { p_0002: null }],
  [
    'files in folders of any name',
    ['x/a.mha', 'y/z/b.mha'],
    ['a.mha', 'b.mha'],
    {
      a: 'x/a.mha',
      b: 'y/z/b.mha',
    },
  ],
  [
    'folders, where files are all called alike',
    ['P1/SEG.mha', 'P2/SEG.mha'],
    ['P1.mha', 'P2.mha'],
    {
      P1: 'P1/SEG.mha',
      P2: 'P2/SEG.mha',
    },
  ],
  [
    'the same folders',
    ['P1/m.mha', 'P2/m.mha'],
    ['P1/SEG.mha', 'P2/SEG.mha', 'P3/SEG.mha'],
    {
      P1: 'P1/m.mha',
      P2: 'P2/m.mha',
      P3: null,
    },
  ],
  [
    'nothing of another folder',
    ['P9/SEG.mha', 'P1/SEG.mha'],
    ['P3/SEG.mha', 'P1/SEG.mha'],
    {
      P1: 'P1/SEG.mha',
      P3: null,
    },
  ],
  [
    'images beside which folders lie',
    ['a.mha', 'old/a.mha', 'old/b.mha'],
    ['a.mha', 'b.mha'],
    {
      a: 'a.mha',
      b: null,
    },
  ],
])('pairs %s', async (_, predictions, references, expected) => {
  expect((await paired(predictions, references)).found).toEqual(expected);
});

test.each<[string, string[], string[], RegExp]>([
  [
    'two that fit a reference',
    ['case_0000.mha', 'case_seg.mha'],
    ['case.mha'],
    /case\.mha may belong to 2 files .*case_0000\.mha, .*case_seg\.mha/,
  ],
  [
    'two references that a prediction fits',
    ['case.mha'],
    ['case_gt.mha', 'case_seg.mha'],
    /case\.mha may belong to 2 files .*case_gt\.mha, .*case_seg\.mha/,
  ],
  [
    'two folders with the same file',
    ['fold_0/case1.mha', 'fold_1/case1.mha'],
    ['case1.mha'],
    /case1\.mha may belong to 2 files .*fold_0.*case1\.mha, .*fold_1.*case1\.mha/,
  ],
  [
    'a folder with several files of a case',
    ['P1/ct.mha', 'P1/seg.mha', 'P2/seg.mha'],
    ['P1.mha', 'P2.mha'],
    /P1\.mha may belong to 2 files/,
  ],
  ['two forms of one name', [`${nfd}.mha`, 'müller.nii'], ['a.mha'], /are both case "müller"/],
])('refuses %s, with both', async (_, predictions, references, message) => {
  const pairing = paired(predictions, references);
  await expect(pairing).rejects.toThrow(InputError);
  await expect(pairing).rejects.toThrow(message);
});

test('goes through folders by links, each once', async () => {
  const elsewhere = folder('a.mha');
  const predictions = folder('P/b.mha');
  symlinkSync(elsewhere, join(predictions, 'Q'));
  symlinkSync(predictions, join(predictions, 'P', 'loop'));
  const { cases } = await pairCases(predictions, folder('a.mha', 'b.mha'), null);
  expect(cases.map(({ prediction }) => prediction)).toEqual([
    join(predictions, 'Q', 'a.mha'),
    join(predictions, 'P', 'b.mha'),
  ]);
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
