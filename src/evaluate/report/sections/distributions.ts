import { html, type Markup } from '../../../page/html.js';
import type { Evaluation, MetricName } from '../../result/evaluation.js';
import { type BoxGroup, boxPlot } from '../plot/box-plot.js';

const shown = [
  'dice',
  'fpv_ml',
  'fnv_ml',
  'lesion_f1',
  'lesion_precision',
  'lesion_recall',
  'detection_precision',
  'detection_recall',
  'predicted_tmtv_ml',
] as const satisfies readonly MetricName[];

/** Box plots of the metrics: over all cases, and over those of each group. */
export function distributions(evaluation: Evaluation): Markup {
  const hasMissing = evaluation.cases.missing.length > 0;
  return html`<section aria-labelledby="distributions"><h2 id="distributions">Distributions</h2>
<p>Box: quartiles and median; whiskers: the last value within 1.5 interquartile ranges; diamond: mean with its 95 % confidence interval. One point per case${hasMissing && '; a red cross or arrow: no prediction. An arrow, red or filled, says that a case or the mean lies beyond the axis'}.</p>
<div class="plots">${shown.map((metric) => html`<figure>${boxPlot(metric, groupsOf(evaluation, metric))}</figure>`)}</div>
</section>`;
}

function groupsOf({ results, aggregates, subsets }: Evaluation, metric: MetricName): BoxGroup[] {
  const all = { name: 'All cases', aggregate: aggregates[metric], cases: results };
  const groups = (subsets?.groups ?? []).map((group) => ({
    name: group.name,
    aggregate: group.aggregates[metric],
    cases: results.filter(({ subset }) => subset === group.name),
  }));
  return [all, ...groups];
}
