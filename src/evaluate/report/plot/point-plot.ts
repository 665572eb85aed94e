import { html, type Markup } from '../../../page/html.js';
import { axes, plotFrame, plotWidth } from './axes.js';
import { at } from './coordinate.js';
import type { Scale } from './scale.js';

/** A plot of one quantity against another. */
export interface PointPlot {
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly points: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  /** Straight lines across the plot, between two points in values. */
  readonly lines: readonly {
    readonly kind: 'identity' | 'bias' | 'limit';
    readonly from: readonly [x: number, y: number];
    readonly to: readonly [x: number, y: number];
    readonly label: string;
  }[];
}

const height = 400;
/** The frame in which points lie; scales are made for it. */
export const frame = plotFrame(height);

/** Draws a plot of points. */
export function pointPlot({ description, xTitle, yTitle, x, y, points, lines }: PointPlot): Markup {
  return html`<svg class="plot" viewBox="0 0 ${plotWidth} ${height}" role="img" aria-label="${description}">
${axes({ frame, xTitle, yTitle, xTicks: x.ticks, yTicks: y.ticks, hasUprights: true })}
${lines.map(({ kind, from, to }) => html`<line class="${kind}" x1="${at(x.position(from[0]))}" y1="${at(y.position(from[1]))}" x2="${at(x.position(to[0]))}" y2="${at(y.position(to[1]))}"/>`)}
${points.map((point) => html`<circle class="point" cx="${at(x.position(point.x))}" cy="${at(y.position(point.y))}" r="4"><title>${point.name}</title></circle>`)}
${lines.map(({ to, label }) => html`<text class="line-label" x="${at(x.position(to[0]) - 5)}" y="${at(y.position(to[1]) - 5)}">${label}</text>`)}
</svg>`;
}
