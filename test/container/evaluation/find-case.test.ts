import { findCase } from '../../../src/container/evaluation/find-case.js';
import type { Job } from '../../../src/container/evaluation/read-predictions.js';

const job = (...inputs: [slug: string, name: string | null][]): Job => ({
  pk: 'a1',
  status: 'Succeeded',
  inputs: inputs.map(([slug, name]) => ({ slug, relativePath: `images/${slug}`, name })),
  outputs: [],
});

const cases = ['fdg_001', 'fdg_002', 'PSMA_003_seg'];

test.each([
  ['as it is', 'fdg_001'],
  ['with an ending', 'fdg_001.mha'],
  ['with another ending', 'fdg_001.nii.gz'],
  ["with nnU-Net's channel", 'fdg_001_0000.nii.gz'],
  ['with a modality', 'fdg_001_PET.mha'],
  ['in upper case', 'FDG_001-suv'],
])('a name %s', (_, name) => {
  expect(findCase(job(['pet', name]), cases, null)).toBe('fdg_001');
});

test('a name in the other form of Unicode', () => {
  const name = 'müller'.normalize('NFD');
  expect(findCase(job(['pet', `${name}.mha`]), ['müller'], null)).toBe('müller');
});

test('another number is another case', () => {
  expect(() => findCase(job(['pet', 'fdg_0003']), ['fdg_0002'], null)).toThrow(/no reference mask/);
});

test('a suffix of the reference does not count either', () => {
  expect(findCase(job(['ct', 'psma_003_ct.mha'], ['pet', null]), cases, null)).toBe('PSMA_003_seg');
});

test('PET and CT may each have the name', () => {
  const both = job(['pet', 'fdg_002_0001.mha'], ['ct', 'fdg_002_0000.mha']);
  expect(findCase(both, cases, null)).toBe('fdg_002');
});

test('a name that fits as it is comes before one that fits nearly', () => {
  expect(findCase(job(['pet', 'a_pet']), ['a', 'a_pet'], null)).toBe('a_pet');
});

test('a number is part of the name unless it is a channel', () => {
  expect(() => findCase(job(['pet', 'fdg_01']), cases, null)).toThrow(/no reference mask/);
});

test('an input that is not known to any reference is an error', () => {
  expect(() => findCase(job(['pet', 'fdg_009.mha']), cases, null)).toThrow(
    /Job a1 is about fdg_009, for which there is no reference mask among 3/,
  );
});

test('names of two cases are an error, until the socket that counts is told', () => {
  const mixed = job(['pet', 'fdg_001'], ['ct', 'fdg_002']);
  expect(() => findCase(mixed, cases, null)).toThrow(/fits 2 reference masks.*input_socket/);
  expect(findCase(mixed, cases, 'ct')).toBe('fdg_002');
});

test('references that differ in a suffix only are not guessed between', () => {
  expect(() => findCase(job(['pet', 'a_ct']), ['a_seg', 'a_gt'], null)).toThrow(/fits 2/);
});

test('a job without named inputs is an error that lists them', () => {
  expect(() => findCase(job(['pet', null]), cases, null)).toThrow(/no input image.*inputs: pet/);
  expect(() => findCase(job(['pet', 'fdg_001']), cases, 'ct')).toThrow(/no input "ct"/);
});
