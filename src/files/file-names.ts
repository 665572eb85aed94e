import { entriesIn } from './entries-in.js';

/**
 * The names of what is in a folder and is no folder itself, nor a link to one, whatever it is called; in order.
 *
 * @throws as readdir
 */
export async function fileNames(folder: string): Promise<string[]> {
  const entries = await entriesIn(folder);
  return entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
}
