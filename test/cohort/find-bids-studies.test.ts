import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findCohort } from '../../src/cohort/find-cohort.js';
import { silentLog } from '../../src/log.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();

function touch(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

test('a study for each subject and session, or each PET of several', async () => {
  touch(
    'dataset_description.json',
    'sub-02/pet/sub-02_trc-FDG_rec-a_pet.nii.gz',
    'sub-02/pet/sub-02_trc-FDG_rec-b_pet.nii',
    'sub-02/pet/sub-02_trc-FDG_rec-a_pet.json',
    'sub-02/ct/sub-02_ct.nii.gz',
    'sub-01/ses-b/pet/sub-01_ses-b_pet.nii.gz',
    'sub-01/ses-b/ct/sub-01_ses-b_acq-x_ct.nii.gz',
    'sub-01/ses-b/ct/sub-01_ses-b_acq-y_ct.nii.gz',
    'sub-01/ses-a/pet/sub-01_ses-a_pet.nii.gz',
    'sub-03/anat/sub-03_T1w.nii.gz',
    'derivatives/masks/sub-09/pet/sub-09_pet.nii.gz',
  );
  const { log, warnings } = recordLog();
  const at = (...path: string[]) => join(root, ...path);
  expect((await findCohort({ studies: root }, log)).studies).toEqual([
    {
      name: 'sub-01_ses-a',
      pet: at('sub-01', 'ses-a', 'pet', 'sub-01_ses-a_pet.nii.gz'),
      ct: at('sub-01', 'ses-a', 'ct', 'sub-01_ses-a_ct.nii.gz'),
    },
    {
      name: 'sub-01_ses-b',
      pet: at('sub-01', 'ses-b', 'pet', 'sub-01_ses-b_pet.nii.gz'),
      ct: at('sub-01', 'ses-b', 'ct', 'sub-01_ses-b_acq-x_ct.nii.gz'),
    },
    ...['a_pet.nii.gz', 'b_pet.nii'].map((end) => ({
      name: `sub-02_trc-FDG_rec-${end[0]}`,
      pet: at('sub-02', 'pet', `sub-02_trc-FDG_rec-${end}`),
      ct: at('sub-02', 'ct', 'sub-02_ct.nii.gz'),
    })),
  ]);
  expect(warnings).toEqual(['sub-01_ses-b has 2 CTs: sub-01_ses-b_acq-x_ct.nii.gz is taken']);
  const alone = await findCohort({ studies: root, ct: false }, silentLog);
  expect(alone.studies.every((study) => 'ct' in study && study.ct === null)).toBe(true);
});
