import { resolve } from 'node:path';
import { ModelError } from '../../errors.js';
import { sha256 } from '../../files/sha256.js';
import { staysBelow } from '../../files/stays-below.js';
import { systemError } from '../../files/system-error.js';

/**
 * Checks files of a model folder against the sums that model.json lists.
 *
 * @param sums SHA-256 by path relative to the folder
 * @returns the sums by absolute path
 * @throws ModelError naming the first file that is missing or differs, or whose name leads out of the folder
 */
export async function verifyChecksums(
  folder: string,
  sums: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const verified = new Map<string, string>();
  for (const [name, expected] of Object.entries(sums)) {
    if (!staysBelow(name)) {
      throw new ModelError(
        `model.json in ${folder} lists the sum of "${name}", which is not in the folder. Expected relative paths such as fold_0/checkpoint_final.onnx.`,
      );
    }
    const path = resolve(folder, name);
    const found = await sha256(path).catch((cause: unknown) => {
      throw systemError(cause, `${path}, which model.json lists,`, 'read', ModelError);
    });
    if (found !== expected.toLowerCase()) {
      throw new ModelError(
        `${path} is not the file that model.json describes: its SHA-256 is ${found}, expected ${expected}. The file is damaged or was changed; get the model again, or update model.json.`,
      );
    }
    verified.set(path, found);
  }
  return verified;
}
