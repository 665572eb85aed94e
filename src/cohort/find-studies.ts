import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../errors.js';
import { byCodePoint } from '../files/by-code-point.js';
import { listed } from '../files/listed.js';
import { systemError } from '../files/system-error.js';
import type { StudyFiles } from './study-files.js';

/**
 * Finds the folders, at any depth, that hold a file called `petName` and one called `ctName`. A study
 * is named after the way to its folder: `PETCT_1/2001-09-13` becomes `PETCT_1_2001-09-13`.
 *
 * @returns studies in the order of their names
 * @throws InputError when there is none, when a folder has only one of the files, or when two get the
 *   same name
 */
export async function findStudies(
  folder: string,
  petName: string,
  ctName: string,
): Promise<readonly StudyFiles[]> {
  const [pets, cts] = await foldersWith(folder, petName, ctName);
  const lone = [...pets, ...cts].filter((path) => !(pets.has(path) && cts.has(path)));
  if (lone.length > 0) {
    throw new InputError(
      `${lone.length} folder(s) hold only one of ${petName} and ${ctName}: ${listed(lone.sort(byCodePoint))}.`,
    );
  }
  const studies = [...pets]
    .map((path) => ({
      name: studyName(folder, path),
      pet: join(path, petName),
      ct: join(path, ctName),
    }))
    .sort((a, b) => byCodePoint(a.name, b.name));
  if (studies.length === 0) {
    throw new InputError(
      `No folder in ${folder} holds ${petName} and ${ctName}. Say with --pet and --ct what the files are called.`,
    );
  }
  const twin = studies.find(({ name }, i) => name === studies[i + 1]?.name);
  if (twin !== undefined) {
    throw new InputError(
      `Two folders in ${folder} would both be study "${twin.name}". Rename one.`,
    );
  }
  return studies;
}

async function foldersWith(
  folder: string,
  petName: string,
  ctName: string,
): Promise<readonly [Set<string>, Set<string>]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw systemError(cause, folder, 'read as a folder', InputError);
    },
  );
  const called = (name: string): Set<string> =>
    new Set(
      files
        .filter((file) => file.name === name && !file.isDirectory())
        .map((file) => file.parentPath),
    );
  return [called(petName), called(ctName)];
}

function studyName(folder: string, path: string): string {
  const way = relative(folder, path);
  return way === '' ? basename(resolve(folder)) : way.split(sep).join('_');
}
