import { basename, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../errors.js';
import { byCodePoint } from '../files/by-code-point.js';
import { listed } from '../files/listed.js';
import { systemError } from '../files/system-error.js';
import { walkFolders } from '../files/walk-folders.js';
import type { Log } from '../log.js';
import type { StudyFiles } from './cohort-study.js';

/**
 * Finds the folders, at any depth and through links, that hold a file called `petName` or one called
 * `ctName`. A study is named after the way to its folder: `PETCT_1/2001-09-13` becomes
 * `PETCT_1_2001-09-13`. One that lacks a file is a study too: it will fail, and the others will not. What
 * looks like a study and is none is told.
 *
 * @param ctName null for PETs alone
 * @returns studies in the order of their names
 * @throws InputError when no folder has both files, or when two get the same name
 */
export async function findStudies(
  folder: string,
  petName: string,
  ctName: string | null,
  log: Log,
): Promise<readonly StudyFiles[]> {
  const found = await search(folder, ctName === null ? [petName] : [petName, ctName]);
  tellLeftOut(found, log);
  if (!found.folders.some(({ hasAll }) => hasAll)) {
    const [names, options] =
      ctName === null ? [petName, '--pet'] : [`${petName} and ${ctName}`, '--pet and --ct'];
    throw new InputError(
      `No folder in ${folder} holds ${names}. Say with ${options} what the files are called.`,
    );
  }
  const studies = found.folders
    .map(({ path }) => new StudyInFolder(studyName(folder, path), path, petName, ctName))
    .sort((a, b) => byCodePoint(a.name, b.name));
  const twin = studies.find(({ name }, i) => name === studies[i + 1]?.name);
  if (twin !== undefined) {
    throw new InputError(
      `Two folders in ${folder} would both be study "${twin.name}". Rename one.`,
    );
  }
  return studies;
}

/** Very many of them are held at once: paths are made when they are asked for. */
class StudyInFolder implements StudyFiles {
  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly petName: string,
    private readonly ctName: string | null,
  ) {}

  get pet(): string {
    return join(this.folder, this.petName);
  }

  get ct(): string | null {
    return this.ctName === null ? null : join(this.folder, this.ctName);
  }
}

interface Found {
  /** Those that hold a file with a wanted name, or all of them. */
  readonly folders: readonly { readonly path: string; readonly hasAll: boolean }[];
  /** Files whose names differ from a wanted one in nothing but upper and lower case. */
  readonly otherCase: readonly string[];
  /** Folders that cannot be read. */
  readonly unreadable: readonly string[];
}

/** Looks into all folders. */
async function search(root: string, names: readonly string[]): Promise<Found> {
  const folders: Found['folders'][number][] = [];
  const [otherCase, unreadable]: [string[], string[]] = [[], []];
  const lowered = new Set(names.map((name) => name.toLowerCase()));
  const wants = (name: string): boolean => lowered.has(name.toLowerCase());
  const onUnreadable = (path: string): void => void unreadable.push(path);
  const walked = await walkFolders(root, { wants, onUnreadable }).catch((cause: unknown) => {
    throw systemError(cause, root, 'read as a folder', InputError);
  });
  for (const { path, entries } of walked) {
    const held = entries.filter(({ name }) => names.includes(name)).length;
    if (held > 0) folders.push({ path, hasAll: held === new Set(names).size });
    for (const { name } of entries) if (!names.includes(name)) otherCase.push(join(path, name));
  }
  return { folders, otherCase, unreadable };
}

function tellLeftOut({ otherCase, unreadable }: Found, log: Log): void {
  if (otherCase.length > 0) {
    log.warn(
      { files: otherCase },
      `${otherCase.length} file(s) left out, whose names differ in upper and lower case: ${listed(otherCase)}`,
    );
  }
  if (unreadable.length > 0) {
    log.warn(
      { folders: unreadable },
      `${unreadable.length} folder(s) left out, which cannot be read: ${listed(unreadable)}`,
    );
  }
}

function studyName(folder: string, path: string): string {
  const way = relative(folder, path);
  return way === '' ? basename(resolve(folder)) : way.split(sep).join('_');
}
