import { replaceFolder } from './replace-folder.js';
import { writeWhole } from './write-whole.js';

/** A file, or a folder, that is to be written, and how. */
export interface PlannedFile {
  readonly path: string;
  /** Makes it under the name that it is given. */
  readonly write: (partial: string) => Promise<void>;
  /** Of a folder: names of files of an earlier one, which may hold nothing else. */
  readonly replaces?: readonly string[];
}

/**
 * Writes the files of one result: all are there whole, beside their places, before the first takes its
 * own, so that the result is there or is not, and an earlier one is never mixed with it.
 *
 * @param finish is done before any file takes its place, and may keep all from it by throwing
 * @returns what `finish` does
 * @throws as {@link writeWhole}; what `finish` throws
 */
export async function writeTogether<T>(
  [first, ...others]: readonly PlannedFile[],
  finish: () => Promise<T>,
): Promise<T> {
  if (first === undefined) return finish();
  const { path, write, replaces } = first;
  const writeAll = async (partial: string): Promise<T> => {
    await write(partial);
    return writeTogether(others, finish);
  };
  return replaces === undefined
    ? writeWhole(path, writeAll)
    : replaceFolder(path, writeAll, replaces);
}
