import { OptionError } from '../errors.js';
import type { Log } from '../log.js';
import type { Model } from '../nnunet/model/load-model.js';

/**
 * Makes sure that a model has the labels that are asked for, and tells where it is not known which of them are lesions.
 *
 * @throws OptionError when organs are asked of a model that has none
 */
export function checkLabels(
  { lesions, organClasses, dataset }: Model,
  { organs, log }: { readonly organs: string | null; readonly log: Log },
): void {
  const { names, others, isKnown } = lesions;
  if (organs !== null && others.length === 0 && organClasses === null) {
    throw new OptionError('organs', `the model has no labels but lesions (${names.join(', ')}).`);
  }
  if (!isKnown && dataset.foregroundLabels.length > 1) {
    log.warn(
      { labels: names },
      `which label is lesion is not told: all are measured as lesions (${names.join(', ')}). Say it with --lesion-label, or "lesion_label" in model.json`,
    );
  }
}
