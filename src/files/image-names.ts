import { byCodePoint } from './by-code-point.js';
import { endingOf, imageEndings } from './endings.js';

/** The names of images among those of a folder's entries, in order; hidden files do not count. */
export function imageNames(
  entries: readonly string[],
  endings: readonly string[] = imageEndings,
): string[] {
  return entries
    .filter((name) => !name.startsWith('.') && endingOf(name, endings) !== null)
    .sort(byCodePoint);
}
