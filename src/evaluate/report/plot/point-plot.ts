import { html, type Markup } from '../../../page/html.js';
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

const width = 560;
const height = 400;
/** The frame in which points lie; scales are made for it. */
export const frame = { left: 62, right: width - 16, top: 14, bottom: height - 48 } as const;

/** Draws a plot of points. */
export function pointPlot({ description, xTitle, yTitle, x, y, points, lines }: PointPlot): Markup {
  const middle = (frame.top + frame.bottom) / 2;
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${description}">
${x.ticks.map((tick) => html`<line class="grid" x1="${at(tick.at)}" x2="${at(tick.at)}" y1="${frame.top}" y2="${frame.bottom}"/><text class="tick" x="${at(tick.at)}" y="${frame.bottom + 15}">${tick.label}</text>`)}
${y.ticks.map((tick) => html`<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${at(tick.at)}" y2="${at(tick.at)}"/><text class="tick side" x="${frame.left - 6}" y="${at(tick.at + 4)}">${tick.label}</text>`)}
<rect class="frame" x="${frame.left}" y="${frame.top}" width="${frame.right - frame.left}" height="${frame.bottom - frame.top}"/>
<text class="axis-title" x="${at((frame.left + frame.right) / 2)}" y="${height - 10}">${xTitle}</text>
<text class="axis-title" transform="translate(15 ${at(middle)}) rotate(-90)">${yTitle}</text>
${lines.map(({ kind, from, to }) => html`<line class="${kind}" x1="${at(x.position(from[0]))}" y1="${at(y.position(from[1]))}" x2="${at(x.position(to[0]))}" y2="${at(y.position(to[1]))}"/>`)}
${points.map((point) => html`<circle class="point" cx="${at(x.position(point.x))}" cy="${at(y.position(point.y))}" r="4"><title>${point.name}</title></circle>`)}
${lines.map(({ to, label }) => html`<text class="line-label" x="${at(x.position(to[0]) - 5)}" y="${at(y.position(to[1]) - 5)}">${label}</text>`)}
</svg>`;
}
