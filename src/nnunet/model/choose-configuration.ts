import { basename } from 'node:path';
import { ModelError } from '../../errors.js';
import { type Configuration, parseConfiguration } from './configuration.js';
import type { Plans } from './plans.js';

/**
 * Chooses the configuration that a model folder's weights belong to: by name; else by the folder's
 * name as nnU-Net gives it (`<trainer>__<plans>__<configuration>`); else the only one of the plans, or
 * `3d_fullres`.
 *
 * @param named by the user, model.json or the checkpoint; null when none of them says
 * @throws ModelError when the plans do not have it, or autopet does not know what it asks for
 */
export function chooseConfiguration(
  plans: Plans,
  named: string | null,
  folder: string,
): Configuration {
  const all = Object.keys(plans.configurations);
  const fromFolder = basename(folder).split('__')[2];
  const guess = all.length === 1 ? all[0] : '3d_fullres';
  const name = named ?? (fromFolder && all.includes(fromFolder) ? fromFolder : guess);
  if (name !== undefined && all.includes(name))
    return parseConfiguration(plans.configurations, name);
  throw new ModelError(
    `plans.json has no configuration "${name}". It has: ${all.join(', ')}. Choose one with --configuration when importing, or "configuration" in model.json.`,
  );
}
