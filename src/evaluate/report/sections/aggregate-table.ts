import { html, type Markup } from '../../../page/html.js';
import {
  type Aggregate,
  type Aggregates,
  type MetricName,
  metricNames,
} from '../../result/evaluation.js';
import {
  formatInterval,
  formatMean,
  formatValue,
  titleOf,
  undefinedMark,
} from '../text/format-value.js';
import { metricGroups, metricTexts } from '../text/metric-texts.js';

/**
 * A table of every metric that some case has, over cases.
 *
 * @param caption plain text
 */
export function aggregateTable(caption: string, aggregates: Aggregates): Markup {
  const groups = Object.entries(metricGroups).map(([key, heading]) => {
    const rows = metricNames.filter(
      (metric) => metricTexts[metric].group === key && aggregates[metric].defined > 0,
    );
    return rows.length > 0 && group(heading, rows, aggregates);
  });
  return html`<div class="scroll"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Metric</th><th scope="col">Cases</th><th scope="col">Undefined</th><th scope="col">Mean</th><th scope="col">95 % CI</th><th scope="col">SD</th><th scope="col">Median</th><th scope="col">95 % CI</th><th scope="col">Quartiles</th><th scope="col">Range</th><th scope="col">Total</th></tr></thead>
${groups}
</table></div>`;
}

function group(heading: string, rows: readonly MetricName[], aggregates: Aggregates): Markup {
  return html`<tbody><tr><th scope="rowgroup" colspan="11" class="group">${heading}</th></tr>
${rows.map((metric) => row(metric, aggregates))}</tbody>
`;
}

function row(metric: MetricName, aggregates: Aggregates): Markup {
  const a = aggregates[metric];
  const mean = (value: number | null): string => formatMean(metric, value);
  return html`<tr><th scope="row" title="${metricTexts[metric].meaning}">${titleOf(metric)}</th><td>${a.defined}</td><td class="${a.undefined > 0 ? 'some' : 'zero'}">${a.undefined}</td><td class="main">${mean(a.mean)}</td><td>${formatInterval(metric, a.mean_ci95)}</td><td>${mean(a.std)}</td><td class="main">${mean(a.median)}</td><td>${formatInterval(metric, a.median_ci95)}</td><td>${mean(a.q1)} to ${mean(a.q3)}</td><td>${formatValue(metric, a.min)} to ${formatValue(metric, a.max)}</td><td>${total(metric, a)}</td></tr>
`;
}

/** A sum over patients means something for counts and volumes; shares are taken of all lesions. */
function total(metric: MetricName, { sum, pooled }: Aggregate): string {
  if (pooled !== null) return formatMean(metric, pooled);
  const { unit, digits } = metricTexts[metric];
  const isSummable = unit === 'ml' || (unit === null && digits === 0);
  return isSummable ? formatValue(metric, sum) : undefinedMark;
}
