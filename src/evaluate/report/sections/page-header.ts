import { html, type Markup } from '../../../page/html.js';
import type { Evaluation, MetricName } from '../../result/evaluation.js';
import { formatInterval, formatMean } from '../text/format-value.js';
import { metricTexts } from '../text/metric-texts.js';

const shown = ['dice', 'fpv_ml', 'fnv_ml', 'lesion_f1'] as const satisfies readonly MetricName[];

/** The page's title, what it is about, and the numbers that are asked for first. */
export function pageHeader({ aggregates, cases, settings, provenance }: Evaluation): Markup {
  const edition = settings.rules === 'I' ? 'edition I' : 'edition III and later';
  return html`<header>
<h1>Lesion segmentation: evaluation</h1>
<p>${cases.total} case${cases.total !== 1 && 's'}, rules of ${edition}. Made by autopet ${provenance.autopet} on <time datetime="${provenance.created}">${provenance.created.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>.</p>
<dl class="tiles">${shown.map((metric) => {
    const { mean, mean_ci95: interval, defined, pooled } = aggregates[metric];
    const { title, unit } = metricTexts[metric];
    return html`<div><dt>${title}, mean</dt><dd class="value">${formatMean(metric, mean)}${unit && mean !== null && html` <small>${unit}</small>`}</dd><dd>${interval && `95 % CI ${formatInterval(metric, interval)}; `}${defined} of ${cases.total} cases${pooled !== null && `; all lesions together ${formatMean(metric, pooled)}`}</dd></div>`;
  })}</dl>
</header>`;
}
