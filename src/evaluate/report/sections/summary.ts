import { html, type Markup } from '../../../page/html.js';
import type { Evaluation } from '../../result/evaluation.js';
import { aggregateTable } from './aggregate-table.js';

/** All metrics over all cases, with what to know to read them. */
export function summary({ aggregates, settings, results }: Evaluation): Markup {
  const hasPet = results.some(({ files }) => files.pet !== null);
  const interval =
    settings.bootstrap > 0
      ? `Confidence intervals are bootstrap percentiles (${settings.bootstrap} resamples of the cases, seed ${settings.seed}).`
      : 'Confidence intervals were not asked for.';
  return html`<section aria-labelledby="summary"><h2 id="summary">Summary</h2>
<p>${interval} A metric that is undefined for a case, such as Dice ${settings.rules === 'III' && 'and false negative volume '}of an empty reference, is left out and counted as undefined. Total: the sum over the cases, or for shares of lesions the share in the lesions of all cases together.${!hasPet && ' No PET was given, so there is no TLG and no SUV.'}</p>
${aggregateTable('All cases', aggregates)}
</section>`;
}
