import { html, type Markup } from '../../../page/html.js';
import type { CaseResult, MetricName } from '../../result/evaluation.js';
import { formatValue } from '../text/format-value.js';
import { metricTexts } from '../text/metric-texts.js';

const columns: readonly { metric: MetricName; heading: string }[] = [
  { metric: 'dice', heading: 'Dice' },
  { metric: 'fpv_ml', heading: 'FPV, ml' },
  { metric: 'fnv_ml', heading: 'FNV, ml' },
  { metric: 'lesion_tp', heading: 'TP' },
  { metric: 'lesion_fp', heading: 'FP' },
  { metric: 'lesion_fn', heading: 'FN' },
  { metric: 'lesion_f1', heading: 'F1' },
  { metric: 'detected_lesions', heading: 'Detected' },
  { metric: 'missed_lesions', heading: 'Missed' },
  { metric: 'false_lesions', heading: 'False' },
  { metric: 'predicted_tmtv_ml', heading: 'TMTV, ml' },
  { metric: 'reference_tmtv_ml', heading: 'Reference, ml' },
  { metric: 'tmtv_difference_ml', heading: 'Difference, ml' },
];

/** A line per case, the worst first. */
export function caseTable(worstFirst: readonly CaseResult[]): Markup {
  const hasSubsets = worstFirst.some(({ subset }) => subset !== null);
  return html`<section aria-labelledby="cases"><h2 id="cases">Cases</h2>
<div class="scroll"><table class="cases">
<caption>The worst first. TP, FP, FN and F1: lesions matched at an IoU of at least 0.1; detected, missed and false: at any overlap. metrics.json and the CSV have all metrics in full precision.</caption>
<thead><tr><th scope="col">Case</th>${hasSubsets && html`<th scope="col">Group</th>`}${columns.map(({ metric, heading }) => html`<th scope="col" title="${metricTexts[metric].title}: ${metricTexts[metric].meaning}">${heading}</th>`)}</tr></thead>
<tbody>${worstFirst.map((result) => row(result, hasSubsets))}</tbody></table></div>
</section>`;
}

function row(result: CaseResult, hasSubsets: boolean): Markup {
  const isMissing = result.status === 'missing';
  return html`<tr${isMissing && html` class="missing"`}><th scope="row"><bdi>${result.case}</bdi>${isMissing && html` <span class="tag missing">no prediction</span>`}</th>${hasSubsets && html`<td class="text">${result.subset}</td>`}${columns.map(({ metric }) => html`<td>${formatValue(metric, result[metric])}</td>`)}</tr>
`;
}
