import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { byCodePoint } from '../files/by-code-point.js';
import { fileNames } from '../files/file-names.js';
import { systemError } from '../files/system-error.js';
import type { Log } from '../log.js';
import type { StudyFiles } from './cohort-study.js';

/** Whether a folder says of itself that it is a BIDS data set. */
export function isBids(folder: string): boolean {
  return existsSync(join(folder, 'dataset_description.json'));
}

/**
 * Finds the studies of a BIDS data set: for each subject and session the PET in `pet/` (`…_pet.nii.gz` or `.nii`), and the CT in `ct/`
 * (BIDS has no CT yet; `…_ct.nii.gz` or `.nii` is what is in use). Named `sub-01` or `sub-01_ses-02`, and by the PET's further
 * entities where there are several. Derivatives are left out.
 *
 * @param withCt false for PETs alone
 * @returns studies in the order of their names; one without a CT is a study that will fail
 * @throws InputError when the folder cannot be read or there is no PET
 */
export async function findBidsStudies(
  folder: string,
  withCt: boolean,
  log: Log,
): Promise<readonly StudyFiles[]> {
  const studies: StudyFiles[] = [];
  for (const subject of await foldersIn(folder, 'sub-')) {
    const sessions = await foldersIn(join(folder, subject), 'ses-');
    for (const session of sessions.length === 0 ? [null] : sessions) {
      const where = session === null ? join(folder, subject) : join(folder, subject, session);
      const name = session === null ? subject : `${subject}_${session}`;
      studies.push(...(await studiesOf(where, name, withCt, log)));
    }
  }
  if (studies.length === 0) {
    throw new InputError(
      `${folder} is a BIDS data set without a PET. Expected sub-*/[ses-*/]pet/*_pet.nii.gz; or say with --pet and --ct what the files are called.`,
    );
  }
  return studies.sort((a, b) => byCodePoint(a.name, b.name));
}

async function studiesOf(
  where: string,
  name: string,
  withCt: boolean,
  log: Log,
): Promise<StudyFiles[]> {
  const pets = await images(join(where, 'pet'), 'pet');
  const cts = withCt ? await images(join(where, 'ct'), 'ct') : [];
  if (cts.length > 1) {
    log.warn({ study: name }, `${name} has ${cts.length} CTs: ${cts[0]} is taken`);
  }
  return pets.map((pet) => ({
    name: pets.length === 1 ? name : pet.replace(/_pet\.nii(\.gz)?$/, ''),
    pet: join(where, 'pet', pet),
    ct: withCt ? join(where, 'ct', cts[0] ?? `${name}_ct.nii.gz`) : null,
  }));
}

async function images(folder: string, suffix: string): Promise<string[]> {
  const names = await fileNames(folder).catch(() => []);
  const pattern = new RegExp(`^[^.].*_${suffix}\\.nii(\\.gz)?$`);
  return names.filter((name) => pattern.test(name)).sort(byCodePoint);
}

async function foldersIn(folder: string, prefix: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw systemError(cause, folder, 'read as a folder', InputError);
  });
  return names.filter((name) => name.startsWith(prefix)).sort(byCodePoint);
}
