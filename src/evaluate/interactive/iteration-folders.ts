import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { systemError } from '../../files/system-error.js';

/**
 * The folders `iteration_0`, `iteration_1` … of a folder, in the order of their numbers.
 *
 * @throws InputError when it cannot be read, there are fewer than two, or one between them is missing
 */
export async function iterationFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw systemError(cause, folder, 'read as a folder', InputError);
  });
  const numbers = entries
    .flatMap((name) => /^iteration_(0|[1-9]\d*)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  if (numbers.length < 2 || numbers.some((number, i) => number !== i)) {
    const found = numbers.length === 0 ? 'none' : numbers.map((n) => `iteration_${n}`).join(', ');
    throw new InputError(
      `${folder} should hold a folder of masks for each iteration, iteration_0, iteration_1 and so on without a gap. Found: ${found}.`,
    );
  }
  return numbers.map((number) => join(folder, `iteration_${number}`));
}
