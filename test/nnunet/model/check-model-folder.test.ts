import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import { checkModelFolder } from '../../../src/nnunet/model/check-model-folder.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const dataset = join(root, 'nnUNet_results', 'Dataset001_PETCT');
const [fullres, lowres] = ['3d_fullres', '3d_lowres'].map((configuration) =>
  join(dataset, `nnUNetTrainer__nnUNetPlans__${configuration}`),
) as [string, string];

beforeAll(() => {
  mkdirSync(join(fullres, 'fold_0'), { recursive: true });
  writeFileSync(join(fullres, 'plans.json'), '{}');
  mkdirSync(join(root, 'single', 'Dataset002', 't__p__c', 'fold_all'), { recursive: true });
  mkdirSync(join(lowres, 'fold_1'), { recursive: true });
  mkdirSync(join(root, 'other', 'inner'), { recursive: true });
});

const refusal = (folder: string): string => {
  try {
    checkModelFolder(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as ModelError).message;
  }
  return 'accepted';
};

test('plans.json or a fold makes a model folder', () => {
  expect(refusal(fullres)).toBe('accepted');
  expect(refusal(lowres)).toBe('accepted');
});

test("a data set's folder, or that of all results, gives its model folders", () => {
  for (const folder of [dataset, join(root, 'nnUNet_results')]) {
    expect(refusal(folder)).toBe(
      `${folder} is not a model folder: it has no plans.json to be read. Give one of ${fullres}, ${lowres}.`,
    );
  }
  const only = join(root, 'single', 'Dataset002', 't__p__c');
  expect(refusal(join(root, 'single'))).toMatch(new RegExp(`Give ${only}\\.$`));
});

test('a fold, or a file, gives the folder around it', () => {
  expect(refusal(join(fullres, 'fold_0'))).toMatch(new RegExp(`Give ${fullres}\\.$`));
  expect(refusal(join(fullres, 'plans.json'))).toMatch(new RegExp(`Give ${fullres}\\.$`));
});

test('anything else says what a model folder is', () => {
  const expected = /Give the folder that holds plans\.json, dataset\.json and fold_0\//;
  expect(refusal(join(root, 'other'))).toMatch(expected);
  expect(refusal(join(root, 'nowhere'))).toMatch(/it does not exist\. Give the folder/);
});
