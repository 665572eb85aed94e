import { html, type Markup } from '../../../page/html.js';
import type { Evaluation, MetricName } from '../../result/evaluation.js';
import { formatInterval, formatMean, titleOf } from '../text/format-value.js';
import { aggregateTable } from './aggregate-table.js';

const compared = [
  'dice',
  'fpv_ml',
  'fnv_ml',
  'lesion_f1',
  'detection_recall',
] as const satisfies readonly MetricName[];

/** The groups of cases beside each other, then each in full; nothing without groups. */
export function subsetTables({ subsets }: Evaluation): Markup {
  if (subsets === null) return html``;
  return html`<section aria-labelledby="subsets"><h2 id="subsets">By ${subsets.column}</h2>
<div class="scroll"><table>
<caption>Mean, its 95 % confidence interval, and for how many cases the metric is defined</caption>
<thead><tr><th scope="col">${subsets.column}</th><th scope="col">Cases</th>${compared.map((metric) => html`<th scope="col">${titleOf(metric)}</th>`)}</tr></thead>
<tbody>${subsets.groups.map(
    ({
      name,
      cases,
      aggregates,
    }) => html`<tr><th scope="row"><bdi>${name}</bdi></th><td>${cases}</td>${compared.map(
      (metric) => {
        const { mean, mean_ci95: interval, defined } = aggregates[metric];
        return html`<td><span class="main">${formatMean(metric, mean)}</span><br><small>${formatInterval(metric, interval)}</small><br><small>n = ${defined}</small></td>`;
      },
    )}</tr>
`,
  )}</tbody></table></div>
${subsets.groups.map(
  ({
    name,
    cases,
    aggregates,
  }) => html`<details><summary>${subsets.column}: <bdi>${name}</bdi>, all metrics</summary>${aggregateTable(`${name}, ${cases} case(s)`, aggregates)}</details>
`,
)}
</section>`;
}
