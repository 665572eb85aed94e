import { basename, dirname } from 'node:path';
import { ModelError } from '../../errors.js';
import { listed } from '../../files/listed.js';
import type { Log } from '../../log.js';
import { checkModelFolder, isModelFolder, modelFoldersIn } from './check-model-folder.js';
import { unpackModel } from './unpack-model.js';
import { withoutEarlier } from './without-earlier.js';

// nnU-Net v2's results hold <dataset>/<trainer>__<plans>__<configuration>, v1's nnUNet/<configuration>/<task>/<trainer>__<plans>.
export const deepestModel = 4;

/**
 * Finds the model folder that is meant: the one given, or the only one below it (a data set's folder, all results), also
 * in a .zip, which is unpacked into a cache. Of a cascade's folders it is that of the last network.
 *
 * @param configuration which one is meant, where there are several; null for the only one
 * @throws ModelError when there is none, or more than one
 */
export async function locateModel(
  path: string,
  configuration: string | null,
  log: Log,
): Promise<string> {
  if (path.toLowerCase().endsWith('.zip') && !isModelFolder(path)) {
    return locateModel(await unpackModel(path, log), configuration, log);
  }
  if (isModelFolder(path)) return path;
  const all = modelFoldersIn(path, deepestModel);
  const named = all.filter((folder) => configurationOf(folder) === configuration);
  const found = configuration === null || named.length === 0 ? await withoutEarlier(all) : named;
  const [only, ...others] = found;
  if (only === undefined) {
    checkModelFolder(path);
    return path;
  }
  if (others.length > 0) {
    throw new ModelError(
      `${path} is not a model folder: it has no plans.json, but holds ${found.length} models: ${listed(found)}. Give one of them, or choose with --configuration (${[...new Set(found.map(configurationOf))].join(', ')}).`,
    );
  }
  log.info({ folder: only }, `the model is ${only}`);
  return only;
}

/** By the names that nnU-Net gives: v2's third part, v1's folder above the task. */
function configurationOf(folder: string): string {
  return basename(folder).split('__')[2] ?? basename(dirname(dirname(folder)));
}
