import { html, type Markup } from '../../../page/html.js';
import type { Aggregate, CaseResult, MetricName } from '../../result/evaluation.js';
import { formatMean, formatValue, titleOf } from '../text/format-value.js';
import { metricTexts } from '../text/metric-texts.js';
import { at } from './coordinate.js';
import { evenScale, type Scale, volumeScale } from './scale.js';
import { spreadPoints } from './spread-points.js';

/** Cases that share a box. */
export interface BoxGroup {
  readonly name: string;
  readonly aggregate: Aggregate;
  readonly cases: readonly CaseResult[];
}

const width = 380;
const left = 14;
const right = 16;
const top = 10;
const labelHeight = 22;
const boxHeight = 20;
const pointsHeight = 30;
const axisHeight = 36;
const laneHeight = 4.5;

/**
 * Draws a metric's values as boxes with points, one below the other: quartiles, whiskers to the last
 * value within 1.5 interquartile ranges, and the mean with its confidence interval as a diamond.
 * The axis spans what was scored; a case without a prediction may lie beyond, as an arrow at its end.
 */
export function boxPlot(metric: MetricName, groups: readonly BoxGroup[]): Markup {
  const scale = scaleOf(metric, groups);
  const isNamed = groups.length > 1;
  const rowHeight = (isNamed ? labelHeight : 0) + boxHeight + pointsHeight;
  const bottom = top + groups.length * rowHeight;
  const rows = groups.map((group, index) => {
    const y = top + index * rowHeight + (isNamed ? labelHeight : 0);
    return html`${isNamed && html`<text class="group" x="${left}" y="${at(y - 5)}">${group.name}</text>`}${row(metric, group, scale, y)}`;
  });
  return html`<svg class="plot" viewBox="0 0 ${width} ${bottom + axisHeight}" role="img" aria-label="${describe(metric, groups)}">
${axis(scale, bottom)}
<text class="axis-title" x="${at((left + width - right) / 2)}" y="${bottom + 32}">${titleOf(metric)}${scale.isLogarithmic && ' (logarithmic)'}</text>
${rows}
</svg>`;
}

function scaleOf(metric: MetricName, groups: readonly BoxGroup[]): Scale {
  const range = [left, width - right] as const;
  const { unit, digits } = metricTexts[metric];
  if (unit === null && digits === 4) return evenScale([0, 1], range, 5);
  const scored = groups.flatMap(({ cases }) =>
    cases.flatMap(({ status, [metric]: value }) =>
      status === 'scored' && value !== null ? [value] : [],
    ),
  );
  return volumeScale(Math.max(0, ...scored), range, 5);
}

function axis(scale: Scale, bottom: number): Markup {
  const ticks = scale.ticks.map(
    (tick) =>
      html`<line class="grid" x1="${at(tick.at)}" x2="${at(tick.at)}" y1="${top}" y2="${bottom}"/><text class="tick" x="${at(tick.at)}" y="${bottom + 14}">${tick.label}</text>`,
  );
  return html`${ticks}<line class="axis" x1="${left}" x2="${width - right}" y1="${bottom}" y2="${bottom}"/>`;
}

function row(metric: MetricName, group: BoxGroup, scale: Scale, y: number): Markup {
  const { q1, median, q3, mean, mean_ci95: interval } = group.aggregate;
  if (q1 === null || median === null || q3 === null || mean === null) {
    return html`<text class="none" x="${left}" y="${at(y + 14)}">undefined for every case</text>`;
  }
  const x = (value: number): string => at(scale.position(value));
  const middle = y + boxHeight / 2;
  const [low, high] = whiskers(metric, group, q1, q3);
  const boxWidth = Math.max(scale.position(q3) - scale.position(q1), 1);
  return html`<line class="whisker" x1="${x(low)}" x2="${x(high)}" y1="${at(middle)}" y2="${at(middle)}"/>
<rect class="box" x="${x(q1)}" y="${at(y)}" width="${at(boxWidth)}" height="${boxHeight}"/>
<line class="median" x1="${x(median)}" x2="${x(median)}" y1="${at(y)}" y2="${at(y + boxHeight)}"/>
${interval && html`<line class="interval" x1="${x(interval[0])}" x2="${x(interval[1])}" y1="${at(middle)}" y2="${at(middle)}"/>`}
<path class="mean" d="M${x(mean)} ${at(middle - 5)}${scale.isBeyond(mean) ? 'l8 5l-8 5z' : 'l5 5l-5 5l-5 -5z'}"><title>mean ${formatMean(metric, mean)}</title></path>
${points(metric, group, scale, y + boxHeight + pointsHeight / 2)}`;
}

/** The last values within 1.5 interquartile ranges of the box. */
function whiskers(metric: MetricName, { cases }: BoxGroup, q1: number, q3: number) {
  const reach = 1.5 * (q3 - q1);
  const values = cases.flatMap(({ [metric]: value }) => (value === null ? [] : [value]));
  const within = values.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return [Math.min(q1, ...within), Math.max(q3, ...within)] as const;
}

function points(metric: MetricName, { cases }: BoxGroup, scale: Scale, middle: number): Markup {
  const shown = cases.flatMap((result) => {
    const value = result[metric];
    return value === null ? [] : [{ result, value, x: scale.position(value) }];
  });
  const lanes = spreadPoints(
    shown.map(({ x }) => x),
    6.5,
    5,
  );
  const marks = shown.map(({ result, value, x }, i) => {
    const y = middle + lanes[i]! * laneHeight;
    const title = html`<title>${result.case}: ${formatValue(metric, value)}${result.status === 'missing' && ' (no prediction)'}</title>`;
    if (scale.isBeyond(value)) {
      return html`<path class="missing" d="M${at(x + 2)} ${at(y - 4)}l7 4l-7 4z">${title}</path>`;
    }
    if (result.status === 'missing') {
      return html`<path class="missing" d="M${at(x - 3)} ${at(y - 3)}l6 6m0 -6l-6 6">${title}</path>`;
    }
    return html`<circle class="point" cx="${at(x)}" cy="${at(y)}" r="3">${title}</circle>`;
  });
  return html`${marks}`;
}

function describe(metric: MetricName, groups: readonly BoxGroup[]): string {
  const texts = groups.map(({ name, aggregate }) =>
    aggregate.median === null
      ? `${name}: undefined for every case`
      : `${name}: median ${formatMean(metric, aggregate.median)}, quartiles ${formatMean(metric, aggregate.q1)} and ${formatMean(metric, aggregate.q3)}, ${aggregate.defined} case(s)`,
  );
  return `Box plot of ${titleOf(metric)}. ${texts.join('. ')}.`;
}
