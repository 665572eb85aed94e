import type { Interval, MetricName } from '../../result/evaluation.js';
import { metricTexts } from './metric-texts.js';

/** Stands for a value that is undefined. */
export const undefinedMark = '–';

/** A case's value of a metric, without its unit. */
export function formatValue(metric: MetricName, value: number | null): string {
  return fixed(value, metricTexts[metric].digits);
}

/** A value over many cases: of counts too it may have fractions. */
export function formatMean(metric: MetricName, value: number | null): string {
  return fixed(value, Math.max(2, metricTexts[metric].digits));
}

/** The limits of a confidence interval; nothing where there is none. */
export function formatInterval(metric: MetricName, interval: Interval | null): string {
  if (interval === null) return '';
  return `${formatMean(metric, interval[0])} to ${formatMean(metric, interval[1])}`;
}

/** With a true minus sign, and no minus before zero. */
export function fixed(value: number | null, digits: number): string {
  if (value === null) return undefinedMark;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** A metric's title with its unit. */
export function titleOf(metric: MetricName): string {
  const { title, unit } = metricTexts[metric];
  return unit === null ? title : `${title}, ${unit}`;
}
