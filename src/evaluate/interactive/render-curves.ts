import { html, type Markup } from '../../page/html.js';
import { pageHead } from '../../page/page-head.js';
import { axes, plotFrame, plotWidth } from '../report/plot/axes.js';
import { at } from '../report/plot/coordinate.js';
import { evenScale, type Scale } from '../report/plot/scale.js';
import { policy } from '../report/render-report.js';
import { stylesheet } from '../report/stylesheet.js';
import { fixed } from '../report/text/format-value.js';
import {
  type CurveName,
  type Curves,
  curveNames,
  type InteractiveEvaluation,
  summaryNames,
} from './interactive-evaluation.js';

const titles: Readonly<Record<CurveName, string>> = {
  dice: 'Dice',
  dmm: 'DMM (F1 of matched lesions)',
  fpv_ml: 'False positive volume, ml',
  fnv_ml: 'False negative volume, ml',
};

/**
 * Puts an interactive evaluation on one page of HTML that needs no other file, no network and no script.
 *
 * @returns the same text for the same evaluation
 */
export function renderCurves(evaluation: InteractiveEvaluation): string {
  const { cases, settings, provenance } = evaluation;
  const page = html`${pageHead(`autopet interactive evaluation of ${cases.total} case(s)`, policy, stylesheet)}
<body>
<main>
<header>
<h1>Interactive segmentation: evaluation</h1>
<p>${cases.total} case${cases.total !== 1 && 's'}, ${settings.iterations} iterations. Made by autopet ${provenance.autopet} on <time datetime="${provenance.created}">${provenance.created.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>.</p>
</header>
${summary(evaluation)}
${curves(evaluation)}
${caseTable(evaluation)}
<section aria-labelledby="provenance"><h2 id="provenance">Provenance</h2><p><code>${provenance.command_line}</code></p></section>
</main>
</body>
</html>
`;
  return page.text;
}

function summary({ aggregates, subsets }: InteractiveEvaluation): Markup {
  const groups = subsets?.groups ?? [];
  return html`<section aria-labelledby="summary"><h2 id="summary">Summary</h2>
<p>auc: the area under a case's curve over the iterations, by trapezoids one wide and not normalised; last: its value after the last one. Means over the cases that have it.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Metric</th><th scope="col">Cases</th><th scope="col">Mean</th><th scope="col">95 % CI</th>${groups.map(({ name, cases }) => html`<th scope="col">${name} (${cases})</th>`)}${subsets && html`<th scope="col">Mean of groups</th>`}</tr></thead>
<tbody>${summaryNames.map((name) => {
    const { defined, mean, mean_ci95: interval } = aggregates[name];
    return html`<tr><th scope="row"><code>${name}</code></th><td>${defined}</td><td class="main">${fixed(mean, 4)}</td><td>${interval && `${fixed(interval[0], 4)} to ${fixed(interval[1], 4)}`}</td>${groups.map((group) => html`<td>${fixed(group.aggregates[name].mean, 4)}</td>`)}${subsets && html`<td class="main">${fixed(subsets.means[name], 4)}</td>`}</tr>
`;
  })}</tbody></table></div>
</section>`;
}

function curves(evaluation: InteractiveEvaluation): Markup {
  return html`<section aria-labelledby="curves"><h2 id="curves">Curves</h2>
<p>Thin: a case each. Thick: their mean.</p>
<div class="plots wide">${curveNames.map((name) => html`<figure>${plot(name, evaluation)}</figure>`)}</div>
</section>`;
}

const height = 330;
const frame = plotFrame(height);

function plot(
  name: CurveName,
  { results, curves: means, settings }: InteractiveEvaluation,
): Markup {
  const values = results.flatMap((result) => result[name]).filter((value) => value !== null);
  const highest = name === 'dice' || name === 'dmm' ? 1 : Math.max(1, ...values);
  const x = evenScale([0, settings.iterations - 1], [frame.left, frame.right], settings.iterations);
  const y = evenScale([0, highest], [frame.bottom, frame.top], 5);
  const iterations = Array.from({ length: settings.iterations }, (_, i) => ({
    at: x.position(i),
    label: String(i),
  }));
  const told = means[name].map((value) => fixed(value, 4)).join(', ');
  return html`<svg class="plot" viewBox="0 0 ${plotWidth} ${height}" role="img" aria-label="${titles[name]} by iteration, means: ${told}">
${axes({ frame, xTitle: 'Iteration', yTitle: titles[name], xTicks: iterations, yTicks: y.ticks, hasUprights: false })}
${results.map((result) => html`<path class="curve" d="${line(result[name], x, y)}"><title>${result.case}</title></path>`)}
<path class="curve all" d="${line(means[name], x, y)}"><title>mean</title></path>
</svg>`;
}

/** A line from value to value, broken where one is undefined. */
function line(values: readonly (number | null)[], x: Scale, y: Scale): string {
  return values
    .map((value, i) => {
      if (value === null) return '';
      const isStart = i === 0 || values[i - 1] === null;
      return `${isStart ? 'M' : 'L'}${at(x.position(i))} ${at(y.position(value))}`;
    })
    .join('');
}

function caseTable({ results, settings }: InteractiveEvaluation): Markup {
  const iterations = Array.from({ length: settings.iterations }, (_, i) => i);
  const hasSubsets = results.some(({ subset }) => subset !== null);
  const cells = (values: Curves[CurveName]): Markup[] =>
    values.map((value) => html`<td>${fixed(value, 4)}</td>`);
  return html`<section aria-labelledby="cases"><h2 id="cases">Cases</h2>
<div class="scroll"><table class="cases">
<thead><tr><th scope="col">Case</th>${hasSubsets && html`<th scope="col">Group</th>`}<th scope="col">AUC-Dice</th><th scope="col">AUC-DMM</th>${iterations.map((i) => html`<th scope="col">Dice ${i}</th>`)}${iterations.map((i) => html`<th scope="col">DMM ${i}</th>`)}</tr></thead>
<tbody>${results.map(
    (
      result,
    ) => html`<tr><th scope="row"><bdi>${result.case}</bdi></th>${hasSubsets && html`<td class="text">${result.subset}</td>`}<td class="main">${fixed(result.auc_dice, 4)}</td><td class="main">${fixed(result.auc_dmm, 4)}</td>${cells(result.dice)}${cells(result.dmm)}</tr>
`,
  )}</tbody></table></div>
</section>`;
}
