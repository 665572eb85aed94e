import { join } from 'node:path';
import { ModelError } from '../../errors.js';
import { sha256 } from '../../files/sha256.js';
import { systemError } from '../../files/system-error.js';

/**
 * Checks files of a model folder against the sums that model.json lists.
 *
 * @param sums SHA-256 by path relative to the folder
 * @throws ModelError naming the first file that is missing or differs
 */
export async function verifyChecksums(
  folder: string,
  sums: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, expected] of Object.entries(sums)) {
    const found = await sha256(join(folder, name)).catch((cause: unknown) => {
      throw systemError(
        cause,
        `${join(folder, name)}, which model.json lists,`,
        'read',
        ModelError,
      );
    });
    if (found !== expected) {
      throw new ModelError(
        `${join(folder, name)} is not the file that model.json describes: its SHA-256 is ${found}, expected ${expected}. The file is damaged or was changed; get the model again, or update model.json.`,
      );
    }
  }
}
