import { listed } from '../../files/listed.js';
import type { Log } from '../../log.js';
import type { NamedFold } from './compare-folds.js';
import type { FoldFile } from './find-folds.js';
import { openFold } from './open-fold.js';

/** Weights that have been opened, and where they lie. */
export type OpenedFile = FoldFile & NamedFold;

/**
 * Opens the weights of folds, each as {@link openFold} does, and warns of checkpoints without checksums.
 *
 * @throws ModelError as {@link openFold}
 */
export async function openFolds(files: readonly FoldFile[], log: Log): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const file of files) opened.push({ ...file, fold: await openFold(file.path) });
  const unsummed = opened.filter(({ fold }) => fold.lacksSums).map(({ name }) => name);
  if (unsummed.length > 0) {
    log.warn(
      { folds: unsummed },
      `no checksums were written into the checkpoint of fold ${listed(unsummed)}: damage to the weights cannot be seen`,
    );
  }
  return opened;
}
