import { html, type Markup } from '../../../page/html.js';
import type { Evaluation } from '../../result/evaluation.js';
import { frame, pointPlot } from '../plot/point-plot.js';
import { evenScale, volumeScale } from '../plot/scale.js';
import { fixed } from '../text/format-value.js';

/** A case's volumes, ml. */
interface Volumes {
  readonly name: string;
  readonly predicted: number;
  readonly reference: number;
}

/** Predicted against reference volume, and their difference after Bland and Altman (1986). */
export function volumeAgreement({ results, aggregates }: Evaluation): Markup {
  const cases = results.flatMap(
    ({ case: name, predicted_tmtv_ml: predicted, reference_tmtv_ml: reference }): Volumes[] =>
      predicted === null || reference === null ? [] : [{ name, predicted, reference }],
  );
  const { mean: bias, std } = aggregates.tmtv_difference_ml;
  if (cases.length === 0 || bias === null) return html``;
  const left = results.length - cases.length;
  return html`<section aria-labelledby="volumes"><h2 id="volumes">Total metabolic tumour volume</h2>
<p>${cases.length} case${cases.length !== 1 && 's'}${left > 0 && `; ${left} without a prediction left out`}. Bias (mean of predicted minus reference) ${fixed(bias, 2)} ml${std !== null && `, standard deviation ${fixed(std, 2)} ml, limits of agreement (bias ± 1.96 SD) ${fixed(bias - 1.96 * std, 2)} to ${fixed(bias + 1.96 * std, 2)} ml`}.</p>
<div class="plots wide"><figure>${predictedOverReference(cases)}<figcaption>Predicted over reference volume. On the dashed line they are equal.</figcaption></figure>
<figure>${blandAltman(cases, bias, std)}<figcaption>Bland–Altman plot: difference over mean of both volumes, with bias and limits of agreement.</figcaption></figure></div>
</section>`;
}

function predictedOverReference(cases: readonly Volumes[]): Markup {
  const greatest = Math.max(...cases.flatMap(({ predicted, reference }) => [predicted, reference]));
  const x = volumeScale(greatest, [frame.left, frame.right], 6);
  const y = volumeScale(greatest, [frame.bottom, frame.top], 6);
  const scale = x.isLogarithmic ? ' (logarithmic)' : '';
  return pointPlot({
    description: `Scatter plot of predicted over reference tumour volume of ${cases.length} case(s), up to ${fixed(greatest, 1)} ml; the cases table has the values.`,
    xTitle: `Reference, ml${scale}`,
    yTitle: `Predicted, ml${scale}`,
    x,
    y,
    points: cases.map(({ name, predicted, reference }) => ({
      name: `${name}: predicted ${fixed(predicted, 2)} ml, reference ${fixed(reference, 2)} ml`,
      x: reference,
      y: predicted,
    })),
    lines: [{ kind: 'identity', from: [0, 0], to: [x.greatest, y.greatest], label: '' }],
  });
}

function blandAltman(cases: readonly Volumes[], bias: number, std: number | null): Markup {
  const points = cases.map(({ name, predicted, reference }) => ({
    name: `${name}: difference ${fixed(predicted - reference, 2)} ml`,
    x: (predicted + reference) / 2,
    y: predicted - reference,
  }));
  const limits = std === null ? [] : [bias - 1.96 * std, bias + 1.96 * std];
  const greatest = Math.max(...points.map(({ x }) => x));
  const differences = [0, bias, ...limits, ...points.map(({ y }) => y)];
  const x = volumeScale(greatest, [frame.left, frame.right], 6);
  const level = (kind: 'bias' | 'limit', value: number, label: string) =>
    ({ kind, from: [0, value], to: [x.greatest, value], label }) as const;
  return pointPlot({
    description: `Bland–Altman plot: bias ${fixed(bias, 2)} ml${limits.length > 0 ? `, limits of agreement ${fixed(limits[0]!, 2)} and ${fixed(limits[1]!, 2)} ml` : ''}.`,
    xTitle: `Mean of predicted and reference, ml${x.isLogarithmic ? ' (logarithmic)' : ''}`,
    yTitle: 'Predicted minus reference, ml',
    x,
    y: evenScale(
      [Math.min(...differences), Math.max(...differences)],
      [frame.bottom, frame.top],
      6,
    ),
    points,
    lines: [
      level('bias', bias, `bias ${fixed(bias, 2)}`),
      ...limits.map((limit, i) =>
        level('limit', limit, `${i === 0 ? '−' : '+'}1.96 SD ${fixed(limit, 2)}`),
      ),
    ],
  });
}
