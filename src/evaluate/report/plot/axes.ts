import { html, type Markup } from '../../../page/html.js';
import { at } from './coordinate.js';
import type { Scale } from './scale.js';

/** Of a plot with two axes, in the picture's units. */
export const plotWidth = 560;

/** Where marks lie; scales are made for it. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The frame of a plot that is so high, ticks and titles left free. */
export function plotFrame(height: number): Frame {
  return { left: 62, right: plotWidth - 16, top: 14, bottom: height - 48 };
}

/** What the axes of a plot tell. */
export interface Axes {
  readonly frame: Frame;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xTicks: Scale['ticks'];
  readonly yTicks: Scale['ticks'];
  /** Whether lines go up from the ticks of x. */
  readonly hasUprights: boolean;
}

/** Draws frame, grid, ticks and titles. */
export function axes({ frame, xTitle, yTitle, xTicks, yTicks, hasUprights }: Axes): Markup {
  const { left, right, top, bottom } = frame;
  return html`${xTicks.map((tick) => html`${hasUprights && html`<line class="grid" x1="${at(tick.at)}" x2="${at(tick.at)}" y1="${top}" y2="${bottom}"/>`}<text class="tick" x="${at(tick.at)}" y="${bottom + 15}">${tick.label}</text>`)}
${yTicks.map((tick) => html`<line class="grid" x1="${left}" x2="${right}" y1="${at(tick.at)}" y2="${at(tick.at)}"/><text class="tick side" x="${left - 6}" y="${at(tick.at + 4)}">${tick.label}</text>`)}
<rect class="frame" x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>
<text class="axis-title" x="${at((left + right) / 2)}" y="${bottom + 38}">${xTitle}</text>
<text class="axis-title" transform="translate(15 ${at((top + bottom) / 2)}) rotate(-90)">${yTitle}</text>`;
}
