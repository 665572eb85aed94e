import { errorColours } from '../../picture/render-errors.js';

const rgb = (name: keyof typeof errorColours): string => `rgb(${errorColours[name].join(' ')})`;

/** The page's looks, on screen and on paper. Fonts are the reader's own. */
export const stylesheet = `
:root { color-scheme: light; --ink: #1b2430; --soft: #5b6675; --line: #dde2e9; --ground: #f5f7f9; --blue: #0b5cad; --red: #b3121d; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
main { max-width: 1320px; margin: 0 auto; padding: 32px 28px 64px; }
h1 { margin: 0; font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 44px 0 8px; font-size: 20px; }
p { max-width: 82ch; margin: 6px 0 14px; color: var(--soft); }
code { font: 13px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
bdi { overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 14px; margin: 22px 0 0; }
.tiles div { padding: 14px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); }
.tiles dt { color: var(--soft); }
.tiles dd { margin: 0; color: var(--soft); font-size: 13px; }
.tiles dd.value { color: var(--ink); font-size: 30px; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles small { font-size: 15px; font-weight: 400; }
.alert { margin-top: 22px; padding: 12px 18px; border: 1px solid var(--line); border-left: 6px solid var(--soft); border-radius: 6px; background: var(--ground); }
.alert h2 { margin: 0; font-size: 17px; }
.alert p { margin: 2px 0 6px; color: var(--ink); }
.alert ul { margin: 0; padding-left: 20px; }
.alert.missing { border-color: var(--red); background: #fdf1f1; }
.alert.missing h2 { color: var(--red); }
.alert.extra { border-color: #a66b00; background: #fff8e8; }
.alert.extra h2 { color: #7a4f00; }
.names { columns: 3 220px; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
caption { padding: 4px 0 8px; color: var(--soft); text-align: left; }
th, td { padding: 5px 7px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
th:first-child, .text { text-align: left; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; font-weight: 600; }
tbody th { font-weight: 500; }
th.group { padding-top: 14px; color: var(--blue); font-weight: 650; }
td.zero { color: var(--soft); }
td.some { font-weight: 650; }
.main { font-weight: 650; }
.cases tbody tr:nth-child(even) { background: var(--ground); }
.cases th, .sums th { white-space: normal; min-width: 150px; }
.cases thead th { min-width: 0; }
tr.missing th, tr.missing td { color: var(--red); }
.tag { display: inline-block; padding: 0 7px; border-radius: 9px; background: var(--line); font-size: 12px; font-weight: 600; }
.tag.missing { background: var(--red); color: #fff; }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: 13.5px; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 18px 24px; }
.plots.wide { grid-template-columns: repeat(auto-fill, minmax(440px, 1fr)); }
.plot { display: block; width: 100%; height: auto; font-size: 12px; }
.plot text { fill: var(--soft); }
.plot .tick { text-anchor: middle; }
.plot .tick.side { text-anchor: end; }
.plot .axis-title { fill: var(--ink); font-size: 13px; font-weight: 600; text-anchor: middle; }
.plot .group { fill: var(--ink); }
.plot .line-label { fill: var(--ink); text-anchor: end; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.plot .grid { stroke: #e8ecf0; }
.plot .axis, .plot .whisker { stroke: #8a94a1; }
.plot .frame { fill: none; stroke: #8a94a1; }
.plot .box { fill: #dbe7f4; stroke: #56769a; }
.plot .median { stroke: var(--ink); stroke-width: 2.5; }
.plot .interval { stroke: #b25a00; stroke-width: 2; }
.plot .mean { fill: #b25a00; stroke: #fff; }
.plot .point { fill: #0b5cad; fill-opacity: 0.62; stroke: #fff; stroke-width: 0.8; }
.plot .curve { fill: none; stroke: #0b5cad; stroke-opacity: 0.35; }
.plot .curve.all { stroke: #b25a00; stroke-opacity: 1; stroke-width: 3; }
.plot .missing { fill: none; stroke: var(--red); stroke-width: 1.8; }
.plot .identity { stroke: #5b6675; stroke-dasharray: 5 4; }
.plot .bias { stroke: #b25a00; stroke-width: 1.6; }
.plot .limit { stroke: #b25a00; stroke-dasharray: 5 4; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 26px; margin: 0 0 8px; padding: 0; list-style: none; }
.swatch { display: inline-block; width: 14px; height: 14px; margin-right: 7px; border-radius: 3px; vertical-align: -2px; }
.tp { background: ${rgb('truePositive')}; }
.fn { background: ${rgb('falseNegative')}; }
.fp { background: ${rgb('falsePositive')}; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(360px, 1fr)); gap: 22px; }
.pictures figure { padding: 10px; border: 1px solid var(--line); border-radius: 8px; }
.pictures figure.missing { border: 2px solid var(--red); }
.pictures img { display: block; width: 100%; height: 420px; margin-bottom: 8px; object-fit: contain; background: #fff; }
.pictures strong { color: var(--ink); }
.definitions { columns: 2 420px; column-gap: 40px; font-size: 13.5px; }
.definitions div { break-inside: avoid; margin-bottom: 8px; }
.definitions dt, .provenance dt { font-weight: 600; }
.definitions dd { margin: 0; color: var(--soft); }
.definitions code { color: var(--soft); font-size: 12px; }
.provenance div { display: grid; grid-template-columns: 230px 1fr; gap: 12px; padding: 3px 0; }
.provenance dd { margin: 0; }
details { margin-top: 12px; }
summary { cursor: pointer; color: var(--blue); font-weight: 600; }
.sums td, .sums code { font-size: 11.5px; }
@media print {
  @page { size: A4; margin: 12mm; }
  body { font-size: 9pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  figure, tr, .alert, .tiles div { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  table { font-size: 7pt; }
  th, td { padding: 2px 4px; white-space: normal; }
  .plots { grid-template-columns: repeat(3, 1fr); }
  .plots.wide, .pictures { grid-template-columns: repeat(2, 1fr); }
  .tiles { grid-template-columns: repeat(4, 1fr); gap: 6px; }
  .tiles dd.value { font-size: 15pt; }
  .definitions { columns: 2; }
  .sums code { font-size: 6pt; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
