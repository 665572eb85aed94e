import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../files/sha256.js';
import { sha256Of } from '../../files/sha256-of.js';
import type { Model } from './load-model.js';
import { descriptions } from './model-files.js';

/**
 * SHA-256 of all that is said of a network beside its weights: the bytes of plans.json and the like, where they are. Whoever changes a
 * threshold in model.json gets another mask.
 */
export async function sumSettings({
  folder,
  folds,
}: Pick<Model, 'folder' | 'folds'>): Promise<string> {
  const told = [
    ...descriptions.map((name) => [name, join(folder, name)] as const),
    // Of nnU-Net v1, beside each fold's weights.
    ...folds.map(({ name, path }) => [name, `${path}.pkl`] as const),
  ];
  const sums = told
    .filter(([, path]) => existsSync(path))
    .map(async ([name, path]) => `${name} ${await sha256(path)}`);
  return sha256Of((await Promise.all(sums)).join('\n'));
}
