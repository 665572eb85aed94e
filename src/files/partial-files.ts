import fs from 'fs-extra';

const partialFiles = new Set<string>();

/** Remembers a file as unfinished until {@link removePartialFile}. */
export function addPartialFile(path: string): void {
  partialFiles.add(path);
}

/** Removes an unfinished file, if it is still there, and forgets it. */
export function removePartialFile(path: string): void {
  fs.removeSync(path);
  partialFiles.delete(path);
}

/** Removes all unfinished files, for a process that is about to end. */
export function removePartialFiles(): void {
  for (const path of partialFiles) removePartialFile(path);
}
