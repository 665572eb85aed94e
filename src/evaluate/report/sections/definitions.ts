import { html, type Markup } from '../../../page/html.js';
import { type MetricName, metricNames } from '../../result/evaluation.js';
import { titleOf } from '../text/format-value.js';
import { metricTexts } from '../text/metric-texts.js';

/** What each metric is. */
export function definitions(): Markup {
  const entry = (metric: MetricName): Markup =>
    html`<div><dt>${titleOf(metric)} <code>${metric}</code></dt><dd>${metricTexts[metric].meaning}</dd></div>`;
  return html`<section aria-labelledby="definitions"><h2 id="definitions">What the metrics are</h2>
<p>A lesion is an 18-connected component of a mask: voxels that touch by a face or an edge.</p>
<dl class="definitions">${metricNames.map(entry)}</dl>
</section>`;
}
