import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ModelError } from '../../errors.js';

/**
 * Finds the model folder of the stage before in a cascade: the sibling folder
 * `<trainer>__<plans>__<configuration>`, as nnU-Net's results folder has it, or a folder named after
 * the configuration within the model folder, for a model that is one folder.
 *
 * @param stage name of the earlier configuration, such as `3d_lowres`
 * @throws ModelError when there is neither
 */
export function findPreviousStage(folder: string, stage: string): string {
  const [trainer, plans, configuration] = basename(folder).split('__');
  const candidates = [join(folder, stage)];
  if (configuration !== undefined) {
    candidates.push(join(dirname(folder), `${trainer}__${plans}__${stage}`));
  }
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new ModelError(
    `${folder} is the second stage of a cascade and needs the segmentation of "${stage}", whose model folder is not there. Looked for: ${candidates.join(', ')}.`,
  );
}
