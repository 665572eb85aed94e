import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { imageNames } from './image-names.js';
import { makeFolder } from './make-folder.js';
import { isSystemError, systemError } from './system-error.js';
import { type Place, tryNames } from './try-names.js';
import { followed } from './write-whole.js';

// What is never an output, whatever it is called: a slice, weights.
const neverReplaced = [
  { mark: 'DICM', at: 128, name: 'a DICOM file' },
  { mark: 'PK\u0003\u0004', at: 0, name: 'a checkpoint or another archive' },
];

type Paths = readonly (string | null | undefined)[];

/** What a command will read and write; null and undefined stand for nothing. */
export interface PlannedFiles {
  readonly outputs?: Paths;
  /** Folders that are written as a whole: they may be there, but empty. */
  readonly folders?: Paths;
  /** Names of files of earlier results, which a folder may hold all the same, and nothing else. */
  readonly replaced?: readonly string[];
  /** A folder stands for the images in it. */
  readonly inputs?: Paths;
}

/**
 * Checks, before any work is done, that all that a command will write can be written; makes the
 * folders for it. Each name is tried in a hidden folder beside its place.
 *
 * @throws UsageError when something cannot be written, is taken by a folder, DICOM or an archive, is also an input, or when
 *   two outputs are the same file
 * @throws ResourceError when the disk is full, or the like
 */
export async function checkOutputs({
  outputs = [],
  folders = [],
  replaced = [],
  inputs = [],
}: PlannedFiles): Promise<void> {
  const files = outputs.filter((path) => typeof path === 'string');
  const wholes = folders.filter((path) => typeof path === 'string');
  refuseWithin([...files, ...wholes]);
  const written = [
    ...(await placesOf(files, refuseUnlessFile)),
    ...(await placesOf(wholes, refuseUnlessFree(replaced))),
  ];
  const readIn = byFolder((await Promise.all(inputs.map(inputPlaces))).flat());
  for (const [folder, places] of byFolder(written))
    await tryNames(places, readIn.get(folder) ?? []);
}

/** What another should lie in would have to be a folder. */
function refuseWithin(paths: readonly string[]): void {
  const all = new Map(paths.map((path) => [resolve(path), path]));
  for (const path of paths) {
    for (let above = dirname(resolve(path)); above !== dirname(above); above = dirname(above)) {
      const other = all.get(above);
      if (other === undefined) continue;
      throw new UsageError(
        `${path} is to be written into ${other}, which is an output itself. Choose another place for one of them.`,
      );
    }
  }
}

async function placesOf(
  paths: readonly string[],
  refuse: (path: string, target: string) => Promise<void>,
): Promise<Place[]> {
  const places: Place[] = [];
  for (const path of paths) {
    try {
      const target = await followed(resolve(path));
      await refuse(path, target);
      await makeFolder(dirname(target));
      places.push(await placeOf(path, target));
    } catch (cause) {
      throw systemError(cause, path, 'written', UsageError);
    }
  }
  return places;
}

async function refuseUnlessFile(path: string, target: string): Promise<void> {
  const found = await stat(target).catch(nullIfMissing);
  if (found === null) return;
  if (!found.isFile()) {
    throw new UsageError(
      `${path} is ${found.isDirectory() ? 'a folder' : 'no regular file'}. Expected the name of a file to write.`,
    );
  }
  // Whoever protects a file, or has it locked, does not want it replaced.
  const file = await open(target, 'r+');
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(132), position: 0 });
    const kind = neverReplaced.find(({ mark, at }) =>
      buffer.toString('latin1', at).startsWith(mark),
    );
    if (kind === undefined) return;
    throw new UsageError(`${path} is ${kind.name}, which no output replaces. Choose another name.`);
  } finally {
    await file.close();
  }
}

function refuseUnlessFree(replaced: readonly string[]) {
  return async (path: string, target: string): Promise<void> => {
    const found = await stat(target).catch(nullIfMissing);
    if (found === null) return;
    const isFolder = found.isDirectory();
    if (isFolder && (await readdir(target)).every((name) => replaced.includes(name))) return;
    throw new UsageError(
      `${path} is ${isFolder ? 'not empty' : 'a file'}. Choose a new folder, or empty this one.`,
    );
  };
}

function nullIfMissing(error: unknown): null {
  if (isSystemError(error) && error.code === 'ENOENT') return null;
  throw error;
}

/** Inputs that are not there are told by whoever reads them. */
async function inputPlaces(path: string | null | undefined): Promise<Place[]> {
  if (typeof path !== 'string') return [];
  const names = await readdir(path).catch(() => null);
  const images = names && imageNames(names).map((name) => join(path, name));
  return Promise.all(
    (images ?? [path]).map(async (file) => placeOf(file, await followed(resolve(file)))),
  );
}

/** A folder is known by what it is, not by its name: it may have several. */
async function placeOf(path: string, target: string): Promise<Place> {
  const folder = dirname(target);
  const found = await stat(folder, { bigint: true }).catch(() => null);
  return { path, target, folder: found === null ? folder : `${found.dev}:${found.ino}` };
}

function byFolder(places: readonly Place[]): ReadonlyMap<string, Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const group = groups.get(place.folder);
    if (group === undefined) groups.set(place.folder, [place]);
    else group.push(place);
  }
  return groups;
}
