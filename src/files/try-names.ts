import { mkdir, open, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UsageError } from '../errors.js';
import { withPartial } from './partial-files.js';
import { systemError } from './system-error.js';

/** Where a file is or will be. */
export interface Place {
  /** As it was given. */
  readonly path: string;
  /** Where its links lead to. */
  readonly target: string;
  /** Tells the target's folder from all others. */
  readonly folder: string;
}

/**
 * Makes empty files with the names of one folder's outputs, in a hidden folder within it that is
 * removed at once. So the file system itself says whether it takes a name, and whether it is the same
 * as another, as names in upper and lower case are on some.
 *
 * @param outputs at least one
 * @param inputs files of the same folder
 * @throws UsageError when a name is not taken, or is that of another output or of an input
 * @throws ResourceError when the disk is full, or the like
 */
export async function tryNames(outputs: readonly Place[], inputs: readonly Place[]): Promise<void> {
  const { path, target } = outputs[0]!;
  try {
    await withPartial(target, async (trial) => {
      await mkdir(trial);
      for (const output of outputs) await tryName(trial, output);
      for (const input of inputs) await refuseIfThere(trial, input);
    });
  } catch (cause) {
    throw systemError(cause, path, 'written', UsageError);
  }
}

async function tryName(trial: string, { path, target }: Place): Promise<void> {
  try {
    await (await open(join(trial, basename(target)), 'wx')).close();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError(`${path} is the place of two outputs. Give each a name of its own.`);
    }
    throw systemError(cause, path, 'written', UsageError);
  }
}

async function refuseIfThere(trial: string, { path, target }: Place): Promise<void> {
  const found = await stat(join(trial, basename(target))).catch(() => null);
  if (found === null) return;
  throw new UsageError(
    `${path} is an input, and an output would take its place. Choose another name for the output.`,
  );
}
