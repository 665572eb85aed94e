import type { Model } from '../model/load-model.js';
import { type KnownModel, knownModels } from './known-models.js';

/**
 * Tells which known model a folder is, by what its files and its place say of trainer, data set and plans. It is a hint: names are
 * anybody's to give.
 *
 * @returns null for none of them
 */
export function recogniseModel({ folder, trainer, plans }: Model): KnownModel | null {
  const said = [trainer, plans.datasetName, plans.plansName, ...folder.split(/[/\\]|__/)];
  const texts = said.filter((text) => typeof text === 'string');
  return (
    knownModels.find(({ marks }) => marks.some((mark) => texts.some((text) => mark.test(text)))) ??
    null
  );
}
