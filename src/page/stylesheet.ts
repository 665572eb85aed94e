/** Of a study's page, on a screen and on two sheets of A4. */
export const stylesheet = `
:root { --ink: #1d2733; --soft: #556270; --line: #d5dce4; --blue: #0b5cad; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #f5f7f9; font: 14px/1.45 system-ui, sans-serif; }
main { max-width: 1480px; margin: 0 auto; padding: 14px 20px; }
h1 { margin: 0 0 4px; font-size: 20px; }
h2 { margin: 18px 0 6px; font-size: 16px; }
.verdict { display: inline-block; margin: 0 0 6px; padding: 2px 10px; border: 1px solid; border-radius: 4px; }
.verdict.ok { color: #00543d; background: #e4f4ee; }
.verdict.warn { color: #6b4500; background: #fdf2d8; }
.verdict.refuse { color: #8c1d04; background: #fdeae4; }
.findings { margin: 0 0 8px; padding-left: 20px; }
.tiles { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 10px; }
.tiles div { padding: 5px 12px; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
.tiles dt { color: var(--soft); font-size: 12px; }
.tiles dd { margin: 0; font-size: 18px; font-weight: 600; }
.viewer { padding: 10px; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
.controls { display: flex; flex-wrap: wrap; gap: 6px 22px; align-items: center; margin-bottom: 8px; }
.controls label { display: flex; gap: 6px; align-items: center; }
.controls output { min-width: 1.6em; }
.views { display: grid; grid-template-columns: minmax(220px, 2fr) 5fr; gap: 10px; }
.slices { display: grid; grid-template-columns: 5fr 4fr 2.3fr; gap: 10px; }
figure { margin: 0; }
canvas { display: block; width: 100%; height: auto; max-height: 78vh; object-fit: contain; background: #000; cursor: crosshair; }
#mip { background: #fff; border: 1px solid var(--line); cursor: pointer; }
canvas:focus-visible, button:focus-visible { outline: 3px solid var(--blue); }
figcaption, .note { color: var(--soft); font-size: 12px; }
.where { min-height: 1.4em; margin: 8px 0 0; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: #fff; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 8px; border: 1px solid var(--line); text-align: right; }
thead th { background: #eef2f6; vertical-align: bottom; }
tr.chosen > * { background: #dcebfa; }
tbody button { min-width: 2.6em; cursor: pointer; }
.facts div { display: grid; grid-template-columns: 220px 1fr; gap: 12px; padding: 1px 0; }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
@media print {
  @page { size: A4; margin: 12mm; }
  body { background: #fff; font-size: 9pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  .controls, .keys { display: none; }
  .viewer { padding: 0; border: 0; }
  canvas { max-height: 150mm; }
  .lesions { break-before: page; }
  table { font-size: 7.5pt; }
  th, td { padding: 1px 4px; }
  tr { break-inside: avoid; }
  tbody button { min-width: 0; padding: 0; border: 0; background: none; font: inherit; }
}
`;
