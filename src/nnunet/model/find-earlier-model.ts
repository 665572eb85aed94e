import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ModelError } from '../../errors.js';

/**
 * Finds the folder of a cascade's model that runs before another: the sibling folder
 * `<trainer>__<plans>__<configuration>`, as nnU-Net's results folder has it, or a folder named after
 * the configuration within the model folder, for a model that is one folder; of nnU-Net v1 the folder of that configuration,
 * `<configuration>/<task>/<trainer>__<plans>`.
 *
 * @param earlier name of its configuration, such as `3d_lowres`
 * @param trainer of nnU-Net v1, that of the earlier model
 * @throws ModelError when there is neither, or the name leads elsewhere
 */
export function findEarlierModel(folder: string, earlier: string, trainer: unknown = null): string {
  if (!isName(earlier)) {
    throw new ModelError(
      `plans.json names "${earlier}" as the previous stage of a cascade. Expected the name of a configuration, such as 3d_lowres.`,
    );
  }
  const [ownTrainer, plans, configuration] = basename(folder).split('__');
  const candidates = [join(folder, earlier)];
  if (configuration !== undefined) {
    candidates.push(join(dirname(folder), `${ownTrainer}__${plans}__${earlier}`));
  }
  if (typeof trainer === 'string' && isName(trainer) && plans !== undefined) {
    const task = basename(dirname(folder));
    const ofStages = dirname(dirname(dirname(folder)));
    candidates.push(join(ofStages, earlier, task, `${trainer}__${plans}`));
  }
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new ModelError(
    `${folder} is the second network of a cascade and needs the segmentation of "${earlier}", whose model folder is not there. Looked for: ${candidates.join(', ')}.`,
  );
}

/** A name and no way to another folder. */
function isName(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/\\]/.test(text);
}
