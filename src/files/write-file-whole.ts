import { writeFile } from 'node:fs/promises';
import { writeWhole } from './write-whole.js';

/**
 * Writes a file whole or not at all.
 *
 * @param content text, bytes, or bytes piece by piece
 * @throws as {@link writeWhole}, and what the pieces throw
 */
export async function writeFileWhole(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  await writeWhole(path, (partial) => writeFile(partial, content));
}
